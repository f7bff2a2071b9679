export interface Stage {
  /** Seconds after the parcel was announced. */
  afterSeconds: number
  state: '1' | '0' | '5' | '3' | '501'
  code: string
  word: string
  area: string
  text: string
}

const carriers: Record<string, string> = {
  shunfeng: '顺丰速运',
  zhongtong: '中通快递',
  yuantong: '圆通速递',
  shentong: '申通快递',
  yunda: '韵达快递',
  jtexpress: '极兔速递',
  ems: 'EMS',
  youzhengguonei: '邮政包裹',
  jd: '京东快递',
  debangkuaidi: '德邦快递',
}

export const isCarrier = (code: string): boolean => code in carriers

/** Where parcels between two places change trucks. */
const hubs: Record<string, string> = {
  北京: '华北',
  天津: '华北',
  河北: '华北',
  上海: '华东',
  江苏: '华东',
  浙江: '华东',
  安徽: '华东',
  广东: '华南',
  福建: '华南',
  四川: '西南',
  重庆: '西南',
  湖北: '华中',
  湖南: '华中',
  河南: '华中',
}
const hubCities: Record<string, string> = { 华北: '北京顺义', 华东: '嘉兴', 华南: '广州', 西南: '成都双流', 华中: '武汉东西湖' }

const couriers = ['张师傅', '李师傅', '王师傅', '陈师傅']

/**
 * A believable way from one city to another: picked up, sorted, by truck over the hubs, delivered, signed, in about two minutes.
 * The same number always goes the same way.
 */
export function routeOf(input: { company: string; number: string; from: string; to: string }): Stage[] {
  const name = carriers[input.company] ?? input.company
  const from = short(input.from) || '杭州'
  const to = short(input.to) || '上海'
  const courier = couriers[Number(input.number.replace(/\D/g, '').slice(-2) || 0) % couriers.length] ?? couriers[0]
  const last4 = String(1000 + (Number(input.number.replace(/\D/g, '').slice(-4) || 0) % 9000))
  const trunk = trunkOf(input).filter((place) => !place.startsWith(from) && !place.startsWith(to))
  const stages: Omit<Stage, 'afterSeconds'>[] = [
    { state: '1', code: '103', word: '揽收', area: from, text: `【${from}市】${name}${from}城东营业部 ${courier} 已揽收` },
    { state: '0', code: '0', word: '在途', area: from, text: `【${from}市】快件已到达 ${from}转运中心，正在分拣` },
    ...trunk.map((place) => ({
      state: '0' as const,
      code: '1002',
      word: '干线',
      area: place,
      text: `【${place}】快件已到达 ${place}转运中心`,
    })),
    { state: '0', code: '1001', word: '到达派件城市', area: to, text: `【${to}市】快件已到达 ${to}转运中心，已发往派送网点` },
    {
      state: '5',
      code: '5',
      word: '派件',
      area: to,
      text: `【${to}市】${name}${to}城西营业部 ${courier}（00000${last4}）正在派件，请保持电话畅通`,
    },
    { state: '3', code: '301', word: '本人签收', area: to, text: `【${to}市】快件已签收，签收人：本人。感谢使用${name}，期待再次为您服务` },
  ]
  return stages.map(({ state, code, word, area, text }, index) => ({ afterSeconds: 6 + index * 18, state, code, word, area, text }))
}

/** The hub of each end, once when they share one. */
const trunkOf = ({ from, to }: { from: string; to: string }): string[] => [...new Set([hubOf(from), hubOf(to)])]

const hubOf = (place: string): string =>
  hubCities[Object.entries(hubs).find(([province]) => place.includes(province))?.[1] ?? '华东'] ?? '嘉兴'

/** 浙江省杭州市 → 杭州, 上海市 → 上海 */
function short(place: string): string {
  const city = /(?:.*?(?:省|自治区))?(.*?)(?:市|地区|自治州|盟|$)/.exec(place)?.[1] ?? place
  return city.slice(0, 8)
}
