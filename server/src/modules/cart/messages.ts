import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    cart_full: '购物车最多放 {most} 种商品，请先清理后再添加',
    quantity_limit: '每种商品最多购买 {most} 件',
    cart_line_not_found: '购物车里没有这件商品',
  },
  en: {
    cart_full: 'A cart holds up to {most} different items. Please remove some first.',
    quantity_limit: 'Up to {most} pieces of one item.',
    cart_line_not_found: 'This item is not in your cart.',
  },
}
