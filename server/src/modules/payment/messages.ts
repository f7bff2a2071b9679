export const messages = {
  'zh-CN': {
    payment_closed: '订单已关闭，不能再支付',
    payment_paid: '订单已支付，无需重复付款',
    payment_not_paid: '订单还没有付款，无法退款',
    channel_refused: '支付渠道拒绝了这次支付，请换一种方式',
    channel_unavailable: '支付渠道暂时没有响应，请稍后再试',
    open_id_missing: '请先用微信或支付宝登录再支付',
    refund_too_much: '退款金额超过了可退金额',
    refund_too_often: '这笔支付的退款次数已达支付渠道的上限，剩余金额请线下退还',
    key_reused: '同一请求编号提交了不同内容，请刷新后重试',
  },
  en: {
    payment_closed: 'This order is closed and can no longer be paid.',
    payment_paid: 'This order is already paid.',
    payment_not_paid: 'This order has not been paid, so there is nothing to refund.',
    channel_refused: 'The payment provider refused this payment. Please choose another way.',
    channel_unavailable: 'The payment provider does not answer. Please try again in a moment.',
    open_id_missing: 'Please sign in with WeChat or Alipay before paying.',
    refund_too_much: 'This is more than can still be refunded.',
    refund_too_often: 'The payment provider takes no more refunds of this payment; give the rest back another way.',
    key_reused: 'This request id was used for something else; reload and try again.',
  },
}
