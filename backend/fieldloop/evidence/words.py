"""Findings as questions, in both languages. A question asks; it never says what the answer is."""

from collections.abc import Mapping

Number = float | int | str

# Kind, and where one kind asks in two ways, which: -> (Chinese, English).
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "reused_here": (
        "与本工单的另一张照片几乎相同(64 位中相差 {bits} 位)。是同一张照片吗?",
        "Nearly the same as another photo of this order ({bits} of 64 bits differ). Is it the same picture?",
    ),
    "reused_by_person": (
        "与同一人 {days} 天前用于另一工单的照片几乎相同(64 位中相差 {bits} 位)。是同一张照片吗?",
        (
            "Nearly the same as this person's photo of another order {days} days before ({bits} of 64 bits differ)."
            " Is it the same picture?"
        ),
    ),
    "reused_anywhere": (
        "与 {days} 天前另一工单中他人的照片几乎相同(64 位中相差 {bits} 位)。是同一张照片吗?",
        (
            "Nearly the same as somebody else's photo of another order {days} days before ({bits} of 64 bits differ)."
            " Is it the same picture?"
        ),
    ),
    "far": (
        (
            "手机所报位置距点位 {distance_m} 米(误差 {accuracy_m} 米);若手机报的是 GCJ-02 坐标,则为 {shifted_m} 米。"
            "拍的是这个点位吗?"
        ),
        (
            "The phone says {distance_m} m from the site (within {accuracy_m} m); if it meant GCJ-02, {shifted_m} m."
            " Does the photo show this site?"
        ),
    ),
    "before_acceptance": (
        "手机称拍摄于接单前 {minutes} 分钟。是这次处理的照片吗?手机时间对吗?",
        (
            "The phone says it was taken {minutes} minutes before the order was accepted. Does it show this work?"
            " Is the phone's clock right?"
        ),
    ),
    "before_acceptance.discovered": (
        "手机称拍摄于发现问题前 {minutes} 分钟。是这次的问题吗?手机时间对吗?",
        (
            "The phone says it was taken {minutes} minutes before the problem was found. Does it show this problem?"
            " Is the phone's clock right?"
        ),
    ),
    "after_submission": (
        "手机称拍摄于提交后 {minutes} 分钟。手机时间对吗?",
        "The phone says it was taken {minutes} minutes after it was submitted. Is the phone's clock right?",
    ),
    "clock_skew": (
        "手机所报拍摄时间比服务器收到照片还晚 {minutes} 分钟。手机时间对吗?",
        "The phone's time of the photo is {minutes} minutes after the server received it. Is the phone's clock right?",
    ),
    "clock_skew.exif": (
        "照片内记录的时间与手机所报时间相差 {minutes} 分钟。照片是什么时候拍的?",
        "The time inside the photo and the phone's own differ by {minutes} minutes. When was it taken?",
    ),
    "gallery": (
        "照片选自相册,不是现场拍摄。是什么时候、在哪里拍的?",
        "It was chosen from the gallery, not taken on the spot. When and where was it taken?",
    ),
    "mock_place": (
        "手机报的定位误差为 0 米,真实定位一般做不到。位置是手机测得的吗?",
        "The phone says its place is exact to 0 m, which a real fix hardly is. Did the phone measure it?",
    ),
    "mock_place.speed": (
        "同一人 {minutes} 分钟前的照片在 {distance_km} 公里外,合每小时 {kmh} 公里。两处位置都对吗?",
        "{minutes} minutes before, this person's photo was {distance_km} km away: {kmh} km/h. Are both places right?",
    ),
    "dark": (
        "照片很暗(平均亮度 {brightness},满值 255)。看得清处理结果吗?",
        "It is dark (mean brightness {brightness} of 255). Can one see what was done?",
    ),
    "blurred": (
        "照片可能模糊(清晰度 {sharpness},一般在 {limit} 以上)。看得清处理结果吗?",
        "It may be blurred (sharpness {sharpness}; most are above {limit}). Can one see what was done?",
    ),
    "other_place": (
        "与处理前照片看起来不像同一地点(相似度 {likeness})。是同一地点吗?",
        "It does not look like the place of the photo before (likeness {likeness}). Is it the same place?",
    ),
    "unchanged": (
        "与处理前照片几乎没有差别(变化最大处 {change})。问题处理了吗?",
        "It hardly differs from the photo before (at most {change} anywhere). Was the problem dealt with?",
    ),
}
KINDS = tuple(kind for kind in QUESTIONS if "." not in kind)


def question(kind: str, numbers: Mapping[str, Number]) -> tuple[str, str]:
    """Return (Chinese, English) with the numbers that raised it."""
    zh, en = QUESTIONS.get(f"{kind}.{numbers.get('by')}", QUESTIONS[kind])
    if numbers.get("mirrored"):
        zh, en = f"{zh}(左右翻转后比较)", f"{en} (Compared with its mirror image.)"
    return zh.format(**numbers), en.format(**numbers)
