"""What can be refused of photos; a part of the catalogue."""

from fieldloop.refusal import Kind

PHOTOS: dict[str, Kind] = {
    "photo.missing": Kind(
        409,
        ("照片尚未上传", "请先上传照片，再提交。"),
        ("Photo not uploaded yet", "Upload the photo first, then submit."),
    ),
    "photo.hash_mismatch": Kind(
        422,
        ("照片在途中损坏", "收到的内容与手机上的不一致，请重新上传。"),
        ("Photo damaged on the way", "What arrived differs from what the phone has. Upload it again."),
    ),
    "photo.broken": Kind(
        422,
        ("照片已损坏", "无法完整读取这张照片，请重新拍摄。"),
        ("Photo is broken", "It cannot be read to its end. Take it again."),
    ),
    "photo.not_image": Kind(
        415,
        ("不是支持的图片", "请使用 JPEG、PNG 或 WebP 照片。"),
        ("Not a supported picture", "Use a JPEG, PNG or WebP photo."),
    ),
    "photo.too_large": Kind(
        413,
        ("照片过大", "照片不得超过 12 MB、5000 万像素。"),
        ("Photo too large", "A photo may have 12 MB and 50 megapixels at the most."),
    ),
    "photo.offset": Kind(
        409,
        ("续传位置不符", "请从服务器已收到的位置继续上传。"),
        ("The upload goes on elsewhere", "Go on from the byte that the server has."),
    ),
    "photo.removed": Kind(
        410,
        ("照片已按规定删除", "保存期限已过，照片已删除；校验值和处理结果仍保留。"),
        (
            "Deleted as the rule says",
            "Its time was over, so the photo was deleted; its hash and the decision are kept.",
        ),
    ),
    "photo.not_here": Kind(
        422,
        ("照片不属于该工单", "请选择该工单的照片。"),
        ("Not a photo of this order", "Choose one of this order's photos."),
    ),
    "photo.cut_off": Kind(
        408,
        ("上传中断", "已收到的部分已保存，请从中断处继续上传。"),
        ("Upload cut off", "What arrived is kept. Go on from there."),
    ),
}
