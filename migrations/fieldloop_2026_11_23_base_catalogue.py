"""The rows nothing works without: the element of last resort, and the reasons to choose from. Cities edit them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from fieldloop import db

ID = "2026-11-23T19:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "base catalogue"

REASONS = [
    ("decline", "not_mine", "不归我管", "Not my work"),
    ("decline", "no_time", "手头忙不过来", "No time now"),
    ("decline", "no_access", "进不去", "No access"),
    ("decline", "no_tools", "缺工具", "Tools missing"),
    ("decline", "other", "其他", "Other"),
    ("transfer", "wrong_unit", "责任单位不对", "Wrong unit"),
    ("transfer", "needs_special", "需专业队伍", "Needs a special crew"),
    ("transfer", "other", "其他", "Other"),
    ("return", "not_done", "未处理干净", "Not done"),
    ("return", "wrong_place", "地点不符", "Wrong place"),
    ("return", "photo_unclear", "照片不清楚", "Photo unclear"),
    ("return", "other", "其他", "Other"),
    ("void", "false_alarm", "误报", "False alarm"),
    ("void", "duplicate", "重复工单", "Duplicate"),
    ("void", "not_ours", "非受理范围", "Not ours"),
    ("void", "other", "其他", "Other"),
    ("suspend", "waiting_parts", "等待材料", "Waiting for parts"),
    ("suspend", "weather", "天气原因", "Weather"),
    ("suspend", "works_planned", "已列入整治计划", "Works are planned"),
    ("suspend", "other", "其他", "Other"),
    ("reopen", "not_fixed", "问题仍在", "Not fixed"),
    ("reopen", "back_again", "问题反复", "Back again"),
    ("reopen", "other", "其他", "Other"),
]


async def forwards() -> MigrationManager:
    """Insert the base rows."""
    manager = MigrationManager(migration_id=ID, app_name="fieldloop", description=DESCRIPTION)

    async def fill() -> None:
        await db.execute("insert into scenario (code, name_zh, name_en) values ('general', '综合', 'General')")
        await db.execute(
            """
            insert into element (code, scenario, name_zh, name_en, accept_minutes, fix_minutes, review_minutes,
                escalate_minutes, after_photos, why_zh, why_en)
            values ('general.other', 'general', '其他问题', 'Something else', 60, 1440, 2880, 120, 1,
                '一张处理后的照片，证明问题已解决。', 'One photo afterwards, to show that it is solved.')
            """
        )
        rows = [(*reason, position) for position, reason in enumerate(REASONS)]
        await db.executemany(
            "insert into reason (action, code, name_zh, name_en, position) values ($1, $2, $3, $4, $5)", rows
        )

    manager.add_raw(fill)
    return manager
