"""What is refused of working calendars."""

from fieldloop.refusal import Kind

CALENDARS: dict[str, Kind] = {
    "calendar.shared": Kind(
        403,
        ("日历由多个区共用", "只有管理全部区的系统管理员才能修改；可另建一份本区日历。"),
        (
            "Several districts share this calendar",
            "Make one of your district's own, or ask who administers all.",
        ),
    ),
    "calendar.changed": Kind(
        409,
        ("日历已被他人修改", "请查看最新日历，再决定是否修改。"),
        ("Somebody else changed the calendar", "Look at it as it is now, then decide."),
    ),
    "calendar.taken": Kind(
        409,
        ("日历代码已被使用", "请换一个代码。"),
        ("This code is taken", "Choose another code for the calendar."),
    ),
}
