import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    file_missing: '请选择要上传的图片',
    file_too_large: '图片不能超过 10 MB',
    image_unreadable: '图片已损坏或无法读取',
    image_kind_refused: '只支持 JPEG、PNG、WebP 和 GIF 图片',
    image_too_many_pixels: '图片尺寸过大，请缩小后再上传',
    media_not_found: '没有找到这张图片',
  },
  en: {
    file_missing: 'Choose a picture to upload.',
    file_too_large: 'A picture may be at most 10 MB.',
    image_unreadable: 'The picture is broken or cannot be read.',
    image_kind_refused: 'Only JPEG, PNG, WebP and GIF pictures are accepted.',
    image_too_many_pixels: 'The picture is too large. Make it smaller and upload it again.',
    media_not_found: 'There is no such picture.',
  },
}
