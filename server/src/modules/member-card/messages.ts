import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    card_not_found: '该店铺暂无会员卡可购买',
    card_price_changed: '会员卡价格有变动，请确认后再购买',
    card_term_not_found: '没有找到这张会员卡',
    card_refund_over: '已超过可退期限，无法退卡',
    card_refund_changed: '可退金额有变动，请确认后再提交',
    card_plan_wrong: '会员卡时长不能重复，划线价不能低于售价',
  },
  en: {
    card_not_found: 'This shop has no card to buy.',
    card_price_changed: 'The price of the card has changed; look at it again.',
    card_term_not_found: 'No such card.',
    card_refund_over: 'The time to give it back is over.',
    card_refund_changed: 'What is paid back has changed; look at it again.',
    card_plan_wrong: 'Each term may be there once, and its struck-out price is not below its price.',
  },
}
