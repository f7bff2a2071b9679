import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    order_not_found: '没有找到这个订单',
    sku_not_found: '没有找到这个规格',
    sku_has_no_keys: '这个规格不是卡密商品，请先在商品里把发货方式设为“卡密”',
    key_reused: '同一请求编号提交了不同内容，请刷新后重试',
    keys_wrong: '第一列需为 1–5000 条卡密，每条 4–200 个字',
    file_missing: '请选择要导入的表格',
    spreadsheet_unreadable: '无法读取，请上传 xlsx 表格',
    pool_short: '卡密不足，请补充后自动发放',
    voucher_not_found: '没有找到这个券码，请核对后再试',
    voucher_used: '这个券码已经核销过了',
    voucher_void: '这个券码已退款作废',
    voucher_refunding: '这个券码正在退款，不能核销',
    vouchers_used: '券码已经使用，不能退款',
  },
  en: {
    order_not_found: 'There is no such order.',
    sku_not_found: 'There is no such SKU.',
    sku_has_no_keys: 'This SKU is not delivered as a card key. Set its delivery in the product first.',
    key_reused: 'This request id was used for something else; reload and try again.',
    keys_wrong: 'The first column must hold 1 to 5000 keys of 4 to 200 characters.',
    file_missing: 'Choose a spreadsheet to import.',
    spreadsheet_unreadable: 'This cannot be read. Upload an xlsx spreadsheet.',
    pool_short: 'There are not enough keys; once there are, they are delivered by themselves.',
    voucher_not_found: 'There is no such voucher. Check the code.',
    voucher_used: 'This voucher was used before.',
    voucher_void: 'This voucher was refunded.',
    voucher_refunding: 'This voucher is being refunded and cannot be used.',
    vouchers_used: 'The vouchers have been used and cannot be refunded.',
  },
}
