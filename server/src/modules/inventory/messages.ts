export const messages = {
  'zh-CN': {
    stock_short: '库存不足，请减少数量或选择其他规格',
    sku_not_found: '没有找到这个规格',
    key_reused: '同一请求编号提交了不同内容，请刷新后重试',
    hold_ended: '库存占用已结束，请重新下单',
    hold_unknown: '没有找到对应的库存占用',
    restock_too_many: '退回数量超过了售出数量',
  },
  en: {
    stock_short: 'Not enough stock: reduce the quantity or choose another option',
    sku_not_found: 'There is no such SKU',
    key_reused: 'This request id was used for something else; reload and try again',
    hold_ended: 'The stock is no longer held; place the order again',
    hold_unknown: 'There is no such hold',
    restock_too_many: 'More pieces than were sold',
  },
}
