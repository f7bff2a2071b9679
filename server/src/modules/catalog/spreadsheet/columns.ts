/** The columns of the two sheets. A merchant sees the headings, so they never change without the old one still being understood. */
export interface Column {
  key: string
  heading: string
  required?: boolean
  width: number
  /** One line below the heading. */
  help: string
}

export const PRODUCT_SHEET = '商品'
export const SKU_SHEET = '规格'
export const GUIDE_SHEET = '说明'
/** Rows whose first cell begins so are for people. */
export const HELP_MARK = '※'

export const productColumns = [
  { key: 'code', heading: '商品编码', required: true, width: 14, help: '必填，同店唯一；已有的编码会更新该商品' },
  { key: 'title', heading: '商品标题', required: true, width: 40, help: '必填，2–80 字' },
  { key: 'subtitle', heading: '副标题', width: 30, help: '120 字以内' },
  { key: 'brand', heading: '品牌', width: 12, help: '品牌名称；平台店铺导入时，没有的品牌会自动新建' },
  { key: 'categories', heading: '类目', required: true, width: 30, help: '必填，如 食品生鲜/新鲜水果/苹果梨桃；多个用 ; 隔开' },
  { key: 'pictures', heading: '图片', required: true, width: 34, help: '必填，素材库里的名称或地址，多个用 ; 隔开，第一张为主图' },
  { key: 'axes', heading: '规格项', width: 18, help: '如 颜色; 尺码（最多 4 项）；单规格留空' },
  { key: 'attributes', heading: '属性', width: 34, help: '如 产地=云南昭通; 储存条件=冷藏' },
  { key: 'promises', heading: '服务承诺', width: 26, help: '七天无理由; 运费险; 假一赔十; 价格保护; 极速发货; 坏果包赔; 官方质保' },
  { key: 'tags', heading: '标签', width: 14, help: '如 爆款; 礼盒（最多 5 个，每个 8 字以内）' },
  { key: 'state', heading: '状态', width: 8, help: '草稿、上架、下架；留空为草稿' },
  { key: 'onSaleAt', heading: '定时上架', width: 18, help: '如 2026-12-01 10:00（北京时间）' },
  { key: 'offSaleAt', heading: '定时下架', width: 18, help: '如 2026-12-31 23:59（北京时间）' },
  { key: 'minimum', heading: '起购数量', width: 10, help: '每个规格至少买几件；留空为 1' },
  { key: 'step', heading: '加购倍数', width: 10, help: '每个规格须按几的倍数买；留空为 1' },
  { key: 'perOrder', heading: '单笔限购', width: 10, help: '一笔订单最多几件，各规格合计；留空不限' },
  { key: 'perPerson', heading: '每人限购', width: 10, help: '每人在周期内最多几件，各规格合计；留空不限' },
  { key: 'period', heading: '限购周期', width: 10, help: '永久、每天、每周、每月；留空为永久' },
  { key: 'detail', heading: '商品详情', width: 60, help: '文字或 HTML；纯文字时每行一段' },
] as const satisfies readonly Column[]

export const skuColumns = [
  { key: 'product', heading: '商品编码', required: true, width: 14, help: '必填，对应“商品”表' },
  { key: 'code', heading: '规格编码', required: true, width: 18, help: '必填，同店唯一' },
  { key: 'barcode', heading: '条码', width: 16, help: '20 字以内' },
  { key: 'option1', heading: '规格值1', width: 14, help: '第 1 个规格项的值，如 雾霾蓝' },
  { key: 'option2', heading: '规格值2', width: 14, help: '第 2 个规格项的值，如 L' },
  { key: 'option3', heading: '规格值3', width: 10, help: '' },
  { key: 'option4', heading: '规格值4', width: 10, help: '' },
  { key: 'price', heading: '售价', required: true, width: 10, help: '必填，元，最多两位小数' },
  { key: 'marketPrice', heading: '划线价', width: 10, help: '元，不低于售价' },
  { key: 'cost', heading: '成本价', width: 10, help: '元' },
  { key: 'tiers', heading: '阶梯价', width: 20, help: '如 3=26.9; 10=23.9（满 3 件每件 26.9 元）' },
  { key: 'specials', heading: '特价', width: 30, help: '如 会员1=26.9; 微信=25; 2026-12-01 10:00~2026-12-02 10:00=19.9' },
  { key: 'weight', heading: '重量(克)', width: 10, help: '整数' },
  { key: 'volume', heading: '体积(毫升)', width: 10, help: '整数' },
  { key: 'delivery', heading: '发货方式', width: 10, help: '快递、卡密、券码；留空为快递，保存后不能修改' },
  { key: 'stock', heading: '库存', width: 8, help: '盘点数；留空则不改库存' },
  { key: 'picture', heading: '规格图片', width: 16, help: '素材库里的名称或地址' },
  { key: 'enabled', heading: '启用', width: 8, help: '是、否；留空为是' },
] as const satisfies readonly Column[]

export type ProductKey = (typeof productColumns)[number]['key']
export type SkuKey = (typeof skuColumns)[number]['key']

export const promiseNames = {
  seven_day_return: '七天无理由',
  freight_insurance: '运费险',
  fake_one_pay_ten: '假一赔十',
  price_protection: '价格保护',
  fast_shipping: '极速发货',
  freshness: '坏果包赔',
  official_warranty: '官方质保',
} as const
export const deliveryNames = { parcel: '快递', card_key: '卡密', voucher: '券码' } as const
export const stateNames = { draft: '草稿', on_sale: '上架', off_sale: '下架' } as const
