"""The catalogue of refusals: code -> status, and what happened and what to do, in both languages."""

from fieldloop.refusal import Kind
from fieldloop.refusals_of_calendars import CALENDARS
from fieldloop.refusals_of_photos import PHOTOS
from fieldloop.refusals_of_rosters import ROSTERS
from fieldloop.refusals_of_telling import TELLING

CATALOGUE: dict[str, Kind] = {
    # the request
    "input.invalid": Kind(
        400,
        ("内容有误", "有字段不符合要求，请按提示修改后再试。"),
        ("Invalid input", "Some fields are not as required. Correct them as shown and try again."),
    ),
    "input.too_large": Kind(
        413,
        ("内容过大", "请缩小后再发送。"),
        ("Too large", "Make it smaller and send it again."),
    ),
    "cursor.invalid": Kind(
        400,
        ("翻页标记无效", "请从第一页重新开始。"),
        ("Invalid cursor", "Start again from the first page."),
    ),
    "not.found": Kind(
        404,
        ("找不到", "它不存在，或者您无权查看。"),
        ("Not found", "It does not exist, or you may not see it."),
    ),
    "method.not_allowed": Kind(
        405,
        ("不支持的操作", "请核对接口文档。"),
        ("Method not allowed", "Check the API documentation."),
    ),
    "rate.limited": Kind(
        429,
        ("操作太频繁", "请稍等片刻再试，已填写的内容不会丢失。"),
        ("Too many requests", "Wait a moment and try again; nothing you entered is lost."),
    ),
    "server.error": Kind(
        500,
        ("系统出错了", "问题已被记录，请稍后再试；您的内容仍保存在手机上。"),
        ("Something went wrong", "The fault was recorded. Try again later; your work is still on your phone."),
    ),
    "server.unavailable": Kind(
        503,
        ("系统暂时不可用", "请稍后再试；您的内容仍保存在手机上。"),
        ("Temporarily unavailable", "Try again in a moment; your work is still on your phone."),
    ),
    "server.unwatched": Kind(
        503,
        ("工单期限无人监控", "请检查后台任务（fieldloop worker）是否在运行；具体问题见 wrong 一栏。"),
        ("Deadlines are not being watched", "See that the worker (fieldloop worker) runs; `wrong` says what is late."),
    ),
    # who is asking
    "auth.required": Kind(
        401,
        ("请先登录", "登录后即可继续。"),
        ("Please log in", "Log in to go on."),
    ),
    "auth.failed": Kind(
        401,
        ("登录失败", "账号或密码不正确，请核对后再试。"),
        ("Login failed", "The login or the password is not right. Check both and try again."),
    ),
    "auth.csrf": Kind(
        403,
        ("请求来源不明", "请刷新页面后再试。"),
        ("Request of unknown origin", "Reload the page and try again."),
    ),
    "role.not_allowed": Kind(
        403,
        ("没有权限", "您的角色不能进行这项操作；如有需要请联系管理员。"),
        ("Not allowed", "Your role may not do this; ask an administrator if it should."),
    ),
    "session.revoked": Kind(
        401,
        ("这台手机的登录已被停用", "如非本意，请联系调度员重新扫码登录。"),
        (
            "This phone was logged out",
            "If that was not meant, ask your coordinator for a new code.",
        ),
    ),
    "session.other": Kind(
        401,
        ("当前登录的是其他人", "请用自己的账号登录后再发送；未发送的内容仍保存在手机上。"),
        ("Somebody else is logged in", "Log in as yourself to send this; unsent work stays on this phone."),
    ),
    "enrolment.unknown": Kind(
        404,
        ("二维码无效", "它可能已用过、已过期或已被新码代替，请调度员重新出示。"),
        ("This code is not valid", "It was used, has expired, or was replaced. Ask your coordinator for a new one."),
    ),
    # orders
    "order.not_allowed": Kind(
        403,
        ("不能这样处理该工单", "这一步应由其他人员完成，例如提交人不能核查自己的工单。"),
        ("Not yours to do", "Somebody else has to take this step: the one who submits, for example, never reviews."),
    ),
    "order.wrong_state": Kind(
        409,
        ("工单状态已变化", "该工单已不在可进行此操作的状态，请查看最新状态。"),
        ("The order has moved on", "It is no longer in a state that allows this. Look at its present state."),
    ),
    "request.not_offered": Kind(
        409,
        ("不能再申请", "该类工单的延期次数已用完，或不允许挂账；请联系管理人员。"),
        ("Nothing more to ask for", "This kind of order allows no further extension or suspension. Call the manager."),
    ),
    "request.until": Kind(
        422,
        ("时间超出范围", "请选择允许范围内的时间；如已过期，请重新申请。"),
        ("Outside what is allowed", "Choose a time within the range shown; if it is over by now, ask anew."),
    ),
    "wait.nobody": Kind(
        409,
        ("没有可以答复的人", "这一单不是由个人上报的，无法等待上报人答复。"),
        ("Nobody could answer", "No person has reported this, so there is no answer of the reporter to wait for."),
    ),
    "appeal.nobody_else": Kind(
        409,
        ("没有其他人可以裁定", "除原核查人外，本区域没有其他管理人员；请联系管理员增设后再申诉，您写的内容已保存。"),
        (
            "Nobody else could decide this",
            "Besides the reviewer this area has no manager. Ask an administrator to add one; your words are kept.",
        ),
    ),
    "inspection.over": Kind(
        409,
        ("该抽查已结束", "已有人判定，或工单已被重新打开，无需再处理。"),
        ("This re-inspection is over", "Somebody has judged it, or the order was opened again. Nothing is left to do."),
    ),
    "order.unknown_person": Kind(
        422,
        ("人员不可选", "请选择本责任单位的在岗人员。"),
        ("Person cannot be chosen", "Choose an active person of the responsible unit."),
    ),
    "order.unknown_unit": Kind(
        422,
        ("单位不可选", "请选择有效的责任单位。"),
        ("Unit cannot be chosen", "Choose an active unit."),
    ),
    "reason.required": Kind(
        400,
        ("请说明原因", "请选择一个原因；选“其他”时请填写文字。"),
        ("A reason is needed", "Choose a reason; with “other”, add a few words."),
    ),
    "text.required": Kind(
        400,
        ("请填写内容", "请写几个字再发送。"),
        ("Words are needed", "Write a few words and send again."),
    ),
    "command.reused": Kind(
        409,
        ("操作编号重复", "同一编号已用于另一项操作，请刷新后重新提交。"),
        ("Command id used before", "This id belongs to another command. Refresh and submit again."),
    ),
    "evidence.incomplete": Kind(
        409,
        ("照片不齐", "请按要求补拍照片后再提交。"),
        ("Photos are missing", "Take the photos this kind of order asks for and submit again."),
    ),
    **PHOTOS,
    **ROSTERS,
    **TELLING,
    **CALENDARS,
    # intake
    "element.unknown": Kind(
        422,
        ("要素不存在", "请从要素字典中选择。"),
        ("Unknown element", "Choose one from the element dictionary."),
    ),
    "element.shared": Kind(
        403,
        ("要素由多个区共用", "只有管理全部区的系统管理员才能修改，请联系其处理。"),
        ("Several districts share this element", "Only who administers all of them may change it. Ask that person."),
    ),
    "element.changed": Kind(
        409,
        ("设置已被他人修改", "请查看最新设置，再决定是否修改。"),
        ("Somebody else changed it", "Look at the settings as they are now, then decide."),
    ),
    "element.forgets_early": Kind(
        422,
        ("留存天数太短", "照片的留存天数不能少于可反映“未解决”的天数。"),
        ("Photos would go too early", "Keep them at least as long as a reporter may say that nothing was fixed."),
    ),
    "site.unknown": Kind(
        422,
        ("点位不存在", "请核对点位编码。"),
        ("Unknown site", "Check the site's code."),
    ),
    "place.unknown": Kind(
        422,
        ("无法确定地点", "请打开定位，或选择一个点位。"),
        ("Place unknown", "Switch on location, or choose a site."),
    ),
}
