import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    mall_item_not_found: '该兑换商品不存在或已下架',
    mall_gone: '已被兑完，看看别的吧',
    mall_closed: '不在兑换时间内',
    mall_person_limit: '每人限兑 {most} 件，您已达上限',
    mall_points_short: '积分不足，还差 {short} 积分',
    mall_points_changed: '所需积分有变动，请确认后再兑换',
    mall_goods_by_checkout: '实物商品请从结算页兑换',
    mall_coupon_limit: '该券每人领取数量已达上限，积分已退回',
    mall_item_wrong: '兑换设置有误：请检查时间、库存与兑换内容',
  },
  en: {
    mall_item_not_found: 'This is not there any more.',
    mall_gone: 'None is left.',
    mall_closed: 'It cannot be exchanged at this time.',
    mall_person_limit: 'Each person may have {most}; you have had yours.',
    mall_points_short: '{short} points are missing.',
    mall_points_changed: 'The points it takes have changed; look again.',
    mall_goods_by_checkout: 'Goods are exchanged at the checkout.',
    mall_coupon_limit: 'You have as many of this coupon as one may have; your points are back.',
    mall_item_wrong: 'Check the period, the pieces and what is exchanged.',
  },
}
