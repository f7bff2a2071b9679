import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    balance_short: '余额不足',
    return_too_much: '退回金额超过已支付的金额',
    hold_unknown: '没有找到对应的冻结记录',
    hold_ended: '冻结已结束，请重新发起',
  },
  en: {
    balance_short: 'The balance is not enough.',
    return_too_much: 'More would go back than was paid.',
    hold_unknown: 'Nothing is set aside for this.',
    hold_ended: 'What was set aside is free again. Please start anew.',
  },
}
