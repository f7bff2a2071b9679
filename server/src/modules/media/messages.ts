import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    file_missing: '请选择要上传的图片',
    file_too_large: '图片不能超过 10 MB',
    image_unreadable: '图片已损坏或无法读取',
    image_kind_refused: '只支持 JPEG、PNG、WebP 和 GIF 图片',
    image_too_many_pixels: '图片尺寸过大，请缩小后再上传',
    asset_kind_refused: '只支持 MP4 视频和 GLB 模型',
    video_unreadable: '视频已损坏，或不是完整的 MP4',
    video_codec_refused: '请使用 H.264 编码的 MP4，其他编码在部分手机上无法播放',
    video_too_long: '视频最长 5 分钟',
    model_unreadable: '模型已损坏，或不是 glTF 2.0 的 GLB 文件',
    model_refused: '模型须自带全部数据，且未使用 Draco、Meshopt 或 Basis 压缩',
    model_too_large: '模型太大：最多 15 MB、50 万个顶点',
    media_not_found: '没有找到这张图片',
  },
  en: {
    file_missing: 'Choose a picture to upload.',
    file_too_large: 'A picture may be at most 10 MB.',
    image_unreadable: 'The picture is broken or cannot be read.',
    image_kind_refused: 'Only JPEG, PNG, WebP and GIF pictures are accepted.',
    image_too_many_pixels: 'The picture is too large. Make it smaller and upload it again.',
    asset_kind_refused: 'Only MP4 videos and GLB models are accepted.',
    video_unreadable: 'The video is broken, or not a whole MP4.',
    video_codec_refused: 'Use MP4 with H.264; other codecs do not play on every phone.',
    video_too_long: 'A video may be at most 5 minutes long.',
    model_unreadable: 'The model is broken, or not a GLB of glTF 2.0.',
    model_refused: 'A model must hold all of its data and use no Draco, Meshopt or Basis compression.',
    model_too_large: 'The model is too large: at most 15 MB and 500,000 vertices.',
    media_not_found: 'There is no such picture.',
  },
}
