import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    order_line_not_found: '没有找到这件商品的购买记录',
    order_not_received: '确认收货后才能评价',
    already_reviewed: '您已经评价过这件商品',
    picture_unknown: '图片不存在，请重新上传',
    tag_unknown: '不能使用标签“{value}”',
    review_not_found: '没有找到这条评价',
  },
  en: {
    order_line_not_found: 'You have not bought this.',
    order_not_received: 'You can review this once you have confirmed that it arrived.',
    already_reviewed: 'You have reviewed this already.',
    picture_unknown: 'This picture does not exist. Upload it again.',
    tag_unknown: 'The tag "{value}" cannot be used.',
    review_not_found: 'There is no such review.',
  },
}
