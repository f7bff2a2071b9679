import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    rule_not_found: '没有找到这个促销活动',
    rule_kind_unknown: '不支持的促销类型：{type}',
    rule_args_wrong: '促销规则填写有误，请检查后重试',
    period_wrong: '结束时间必须晚于开始时间',
    coupon_not_found: '没有找到这张优惠券',
    coupon_gone: '优惠券已被领完',
    coupon_limit: '您已领取过这张优惠券，每人限领 {perShopper} 张',
    coupon_closed: '优惠券不在领取时间内',
    coupon_unusable: '优惠券已不可用，请重新选择',
    coupon_validity_wrong: '有效期填写有误：固定截止时间与领取后天数须且只能填一项，领取时间的结束须晚于开始',
    coupon_code_taken: '这个兑换码已被使用，请换一个',
    coupon_value_wrong: '优惠金额或折扣填写有误',
    coupon_stock_below_claimed: '发放总量不能少于已领取的 {claimed} 张',
  },
  en: {
    rule_not_found: 'There is no such promotion.',
    rule_kind_unknown: 'This kind of promotion is not supported: {type}',
    rule_args_wrong: 'Some values of this promotion are not valid.',
    period_wrong: 'The end must be later than the start.',
    coupon_not_found: 'There is no such coupon.',
    coupon_gone: 'All of these coupons are taken.',
    coupon_limit: 'You have had this coupon already: {perShopper} for each shopper.',
    coupon_closed: 'This coupon cannot be claimed at the moment.',
    coupon_unusable: 'A coupon can no longer be used. Please choose again.',
    coupon_validity_wrong: 'Give either a fixed end or a number of days, and claiming must end after it starts.',
    coupon_code_taken: 'This code is taken. Please choose another one.',
    coupon_value_wrong: 'The amount or the percentage is not valid.',
    coupon_stock_below_claimed: 'There cannot be fewer than the {claimed} already claimed.',
  },
}
