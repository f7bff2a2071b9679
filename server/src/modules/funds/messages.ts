import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    top_up_refused: '充值金额须在允许的范围内，或暂未开放充值',
    top_up_not_found: '没有找到这笔充值',
    withdrawal_refused: '提现金额须在允许的范围内，或暂未开放提现',
    withdrawal_not_found: '没有找到这笔提现',
    withdrawal_reviewed: '这笔提现已处理，请刷新后查看',
  },
  en: {
    top_up_refused: 'This amount cannot be topped up, or top-ups are closed.',
    top_up_not_found: 'There is no such top-up.',
    withdrawal_refused: 'This amount cannot be withdrawn, or withdrawals are closed.',
    withdrawal_not_found: 'There is no such withdrawal.',
    withdrawal_reviewed: 'This withdrawal has been dealt with. Please reload.',
  },
}
