import type { Lang } from '../../../kernel/messages.ts'

/** What can be wrong with a cell, in words for whoever wrote it. */
const texts = {
  sheet_missing: ['缺少工作表“{value}”', 'The sheet "{value}" is missing.'],
  column_missing: ['缺少必需的列“{value}”', 'The required column "{value}" is missing.'],
  column_unknown: ['不认识的列“{value}”，请对照模板', 'The column "{value}" is not known. Compare with the template.'],
  column_twice: ['列“{value}”出现了两次', 'The column "{value}" comes twice.'],
  sheet_empty: ['没有任何商品', 'There are no products.'],
  too_many_rows: [
    '行数太多，请拆成多个文件（商品最多 5000 行，规格最多 20000 行）',
    'Too many rows; split the file (at most 5000 products and 20000 SKUs).',
  ],
  cell_error: ['单元格是一个错误值', 'The cell holds an error.'],
  formula_without_value: [
    '公式没有计算结果，请先在表格软件里保存一次',
    'The formula has no result. Save the file in a spreadsheet program first.',
  ],
  required: ['必填', 'This is required.'],
  too_long: ['太长', 'This is too long.'],
  too_short: ['太短', 'This is too short.'],
  too_many: ['太多', 'There are too many.'],
  too_few: ['太少', 'There are too few.'],
  code_wrong: ['只能用字母、数字和 _ . / -，40 字以内', 'Use letters, digits and _ . / - only, at most 40.'],
  not_a_price: ['不是金额，应如 32.9', 'This is not a price; write 32.9 or the like.'],
  price_too_fine: ['金额最多两位小数', 'A price has at most two decimals.'],
  not_a_whole_number: ['不是整数', 'This is not a whole number.'],
  out_of_range: ['数值超出范围', 'This is out of range.'],
  not_a_time: ['不是时间，应如 2026-12-01 10:00', 'This is not a time; write 2026-12-01 10:00.'],
  not_yes_or_no: ['请填 是 或 否', 'Write 是 (yes) or 否 (no).'],
  state_unknown: ['请填 草稿、上架 或 下架', 'Write 草稿 (draft), 上架 (on sale) or 下架 (off sale).'],
  promise_unknown: ['不认识的服务承诺', 'This promise is not known.'],
  attribute_wrong: ['属性应写成 名称=值', 'Write an attribute as name=value.'],
  tier_wrong: ['阶梯价应写成 件数=单价', 'Write a tier as pieces=price.'],
  special_wrong: [
    '特价应写成 会员1=26.9、微信=25 或 开始时间~结束时间=19.9',
    'Write a special price as 会员1=26.9, 微信=25 or start~end=19.9.',
  ],
  period_unknown: ['请填 永久、每天、每周 或 每月', 'Write 永久 (ever), 每天 (day), 每周 (week) or 每月 (month).'],
  special_prices_wrong: [
    '特价须低于售价、不重复，限时价的结束须晚于开始',
    'Special prices must lie below the price, not repeat, and end after they start.',
  ],
  limits_wrong: ['起购数量须是加购倍数的整数倍，且不超过限购', 'The minimum must be a multiple of the step and within the limits.'],
  delivery_unknown: ['请填 快递、卡密 或 券码', 'Write 快递 (parcel), 卡密 (card key) or 券码 (voucher).'],
  delivery_fixed: ['发货方式保存后不能修改', 'The delivery of a SKU cannot be changed once it is saved.'],
  product_twice: ['商品编码重复，第 {row} 行已有', 'The product code is in row {row} already.'],
  sku_twice: ['规格编码重复，第 {row} 行已有', 'The SKU code is in row {row} already.'],
  product_without_sku: ['“规格”表里没有这个商品的规格', 'The SKU sheet has no row for this product.'],
  sku_without_product: ['“商品”表里没有这个商品编码', 'The product sheet has no such product code.'],
  option_missing: ['缺少规格项“{value}”的值', 'The value of "{value}" is missing.'],
  option_not_asked: ['这个商品没有第 {value} 个规格项', 'The product has no axis number {value}.'],
  brand_not_found: ['没有这个品牌，请联系平台添加', 'There is no such brand; ask the platform to add it.'],
  category_not_found: ['没有这个类目', 'There is no such category.'],
  picture_not_found: ['素材库里没有这张图片', 'The media library has no such picture.'],
  sku_options_wrong: ['规格值重复，或与规格项不一致', 'The options come twice or do not fit the axes.'],
  sku_code_taken: ['规格编码已被别的商品使用', 'The SKU code is used by another product.'],
  product_code_taken: ['商品编码刚被别人使用', 'The product code has just been taken.'],
  tier_prices_wrong: ['阶梯价需件数递增、单价递减，且低于售价', 'Tiers must go up in pieces and down in price, below the price.'],
  market_price_too_low: ['划线价不能低于售价', 'The market price cannot be lower than the price.'],
  schedule_wrong: ['定时下架须晚于定时上架，且未过期', 'The end of the sale must lie after its start and in the future.'],
  invalid: ['填写有误', 'This is not valid.'],
} as const satisfies Record<string, readonly [string, string]>

export type ProblemCode = keyof typeof texts

export interface SheetProblem {
  sheet: string
  /** As the spreadsheet numbers them; 0 when it is about the whole sheet. */
  row: number
  /** The heading. */
  column: string
  value: string
  code: ProblemCode
  /** The other row it clashes with. */
  other?: number
}

export function isProblemCode(code: string): code is ProblemCode {
  return code in texts
}

export function problemText(problem: SheetProblem, lang: Lang): string {
  return texts[problem.code][lang === 'en' ? 1 : 0].replace('{value}', problem.value).replace('{row}', String(problem.other ?? 0))
}
