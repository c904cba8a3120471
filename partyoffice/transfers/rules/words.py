"""The words of the register of 组织关系: directions, manners, states, reasons, and the articles behind them.

Sources: 组通字〔2006〕45号 (the form in three parts, from 2007-01-01 on), 《中国共产党党员教育管理工作条例》
2019, Articles 25 and 31, 《中国共产党发展党员工作细则》 on who moves while on the way (2026: 12 and 34). That
no letter holds longer than 90 days is what practice sheets and the national online transfer say; the clause
itself is UNCONFIRMED.
"""

OUT, INTO, WITHIN = DIRECTIONS = ("转出", "转入", "校内")
PAPER, NATIONAL, PROVINCIAL, FILES = MANNERS = ("纸质介绍信", "全国系统", "省内系统", "只转材料")
ONLINE = frozenset({NATIONAL, PROVINCIAL})
OPEN, RECEIVED, STOPPED = TRANSFER_STATES = ("办理中", "已接收", "已中止")
VALID, RETURNED, VOID, LOST = LETTER_STATES = ("有效", "已收回执", "作废", "遗失")
SELF, MAIL = CARRIERS = ("本人携带", "机要邮寄")
REASONS = ("工作调动", "毕业升学", "毕业就业", "退休后转居住地", "居住地变动", "支部调整", "其他")
GRADUATING = "毕业升学"
MOST_DAYS, USUAL_DAYS = 90, 30
RECEIPT_MONTHS, ABSENT_MONTHS = 1, 6
LONGEST = 9999  # days that can be written in capital numerals
ARTICLE_LETTER = "组通字〔2006〕45号：介绍信写明有效天数；最长 90 天是通行做法，条文未确认"
ARTICLE_RECEIPT = "组通字〔2006〕45号：接收的基层党委一个月内寄回回执"
ARTICLE_CARRIER = "组通字〔2006〕45号：介绍信由本人携带，不能本人携带的机要邮寄"
TRAINING = "《中国共产党党员教育管理工作条例》（2019年）"
ARTICLE_MOVE, ARTICLE_AWAY = f"{TRAINING}第二十五条", f"{TRAINING}第三十一条"
ACTIVIST_MOVES, PROBATIONER_MOVES = 12, 34  # articles of the 细则, as the edition of 2026 numbers them
SPAN = "1 至 90 天"
OFFERED = f"{SPAN}，常用 10 至 30 天"
SOUND = "合格"
