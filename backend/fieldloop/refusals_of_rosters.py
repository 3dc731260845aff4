"""What can be refused of rosters, ladders and the sweep; a part of the catalogue."""

from fieldloop.refusal import Kind

ROSTERS: dict[str, Kind] = {
    "roster.changed": Kind(
        409,
        ("排班已被他人修改", "请刷新查看最新排班，再改一次。"),
        ("The roster has changed", "Somebody else has just planned this person. Load it again, then change it."),
    ),
    "roster.invalid": Kind(
        422,
        ("时间段有误", "请假和加班的起止时间都要带时区，且结束晚于开始。"),
        ("Not a span of time", "Leave and extra shifts need both moments with their zone, the end after the start."),
    ),
    "roster.stand_in": Kind(
        422,
        ("代班人不可选", "请选择您管理的其他在职人员。"),
        ("Stand-in cannot be chosen", "Choose another active person among those you answer for."),
    ),
    "order.stuck": Kind(
        409,
        ("这张工单的数据写不进去", "数据库拒绝修改它，再试也没有用；请让系统维护人员按日志里的工单号检查数据。"),
        (
            "The order cannot be written",
            "The database refuses any change of it, so trying again does not help. Ask who runs the database to look.",
        ),
    ),
    "element.ladders": Kind(
        422,
        ("升级设置有误", "第一级不得晚于时限，各级须先后有序，每级只写一个时间，指定人员须在职；请按所列位置改正。"),
        (
            "These levels cannot be",
            "The first comes by the deadline, each after the one before, one moment and active persons. See which.",
        ),
    ),
    "roster.bad_lines": Kind(
        422,
        ("文件中有错误行，未导入任何内容", "请按所列行号改正后重新导入。"),
        (
            "Some lines are wrong, nothing was imported",
            "Correct the lines that are listed, then import the file again.",
        ),
    ),
}
