from partyoffice.core.errors import UNCHANGED, OfficeError


def test_a_refusal_says_what_happened_that_data_are_safe_and_what_to_do():
    refusal = OfficeError("文件打不开", remedy="请关闭正在使用它的程序后再试")
    assert str(refusal) == "文件打不开。数据没有改动。请关闭正在使用它的程序后再试。"
    assert (refusal.what, refusal.safe) == ("文件打不开", UNCHANGED)
    assert refusal.remedy == "请关闭正在使用它的程序后再试"


def test_full_stops_are_never_doubled():
    refusal = OfficeError("磁盘已满。", remedy="请清理磁盘。", safe="已保存到备份。")
    assert str(refusal) == "磁盘已满。已保存到备份。请清理磁盘。"
