"""组织生活: so far its papers: sign-in sheets, minutes, notices of meetings."""
