"""What can be refused of telling people: pushes, gateways, ladders, words; a part of the catalogue."""

from fieldloop.refusal import Kind

TELLING: dict[str, Kind] = {
    "owner.unknown": Kind(
        404,
        ("链接无效或已到期", "无需再做什么：已由责任单位处理。如果您刚刚才收到链接，请联系发给您的人。"),
        (
            "This link is not, or no longer, good",
            "There is nothing left to do: others see to it now. If you got it just now, ask whoever gave it to you.",
        ),
    ),
    "owner.photo_missing": Kind(
        422,
        ("需要一张照片", "请拍一张处理后的照片再确认。"),
        ("A photo is needed", "Take one photo of how it looks now, then confirm."),
    ),
    "push.host_not_allowed": Kind(
        422,
        ("不支持的推送服务", "该浏览器的推送服务未被允许，请联系管理员。"),
        ("Push service not supported", "This browser's push service is not allowed here. Ask an administrator."),
    ),
    "gateway.unknown_service": Kind(
        422,
        ("不支持的通知方式", "请填写企业微信、钉钉、飞书机器人、邮件或短信的地址，写法见说明。"),
        ("Service not supported", "Give the address of a WeCom, DingTalk or Feishu robot, of mail or SMS."),
    ),
    "gateway.not_understood": Kind(
        422,
        ("地址有误", "请核对地址是否完整，并去掉多余的参数。"),
        ("Address not understood", "Check that the address is whole and has no other options."),
    ),
    "gateway.host_not_allowed": Kind(
        422,
        ("不允许访问该服务器", "请系统运维人员把它加入 FIELDLOOP_GATEWAY_HOSTS。"),
        ("Server not allowed", "Ask whoever runs the system to list it in FIELDLOOP_GATEWAY_HOSTS."),
    ),
    "words.unknown_fact": Kind(
        422,
        ("大括号里的内容不认识", "标题可用 {element}、{place}，正文还可用 {deadline}；请改正后再保存。"),
        (
            "Unknown words in braces",
            "A title may hold {element} and {place}, a body {deadline} too. Correct them, then save.",
        ),
    ),
}
