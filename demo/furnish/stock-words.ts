import type { OpenShop } from './context.ts'

type Industry = OpenShop['data']['industry']

interface Place {
  name: string
  code: string
  kind: 'warehouse' | 'store'
  priority: number
  districtCode: string
  detail: string
}
interface Words {
  places: readonly [main: Place, store: Place, ...more: Place[]]
  suppliers: readonly { name: string; contact: string; note: string }[]
  /** How many days goods of each lot last from the day they come in; empty where goods do not expire. */
  lasts: readonly number[]
}

const main = (name: string, districtCode: string, detail: string): Place => ({
  name,
  code: 'WH-1',
  kind: 'warehouse',
  priority: 10,
  districtCode,
  detail,
})
const store = (name: string, districtCode: string, detail: string): Place => ({
  name,
  code: 'ST-1',
  kind: 'store',
  priority: 50,
  districtCode,
  detail,
})

/** Invented warehouses, stores and suppliers of each shop. */
const words: Readonly<Partial<Record<Industry, Words>>> = {
  fresh: {
    places: [
      main('余杭冷链仓', '330110', '示范大道 18 号冷链园 2 号库'),
      store('文三路门店', '330106', '演示路 66 号一层'),
      { ...main('江宁中转仓', '320115', '样例街 3 号'), code: 'WH-2', priority: 30 },
    ],
    suppliers: [
      { name: '山野记果业合作社', contact: '何采宁', note: '每周二、五到货' },
      { name: '海渔鲜供应链', contact: '顾海生', note: '冷链直送，验温后收货' },
      { name: '晨谷粮油贸易', contact: '周谷丰', note: '' },
    ],
    lasts: [5, 9, 24, 180, 365],
  },
  clothes: {
    places: [main('柯桥成衣仓', '330603', '示范大道 7 号 C 栋'), store('湖滨门店', '330102', '样例街 21 号')],
    suppliers: [
      { name: '柯桥织造厂', contact: '沈织云', note: '面料补单周期 12 天' },
      { name: '云线制衣', contact: '叶知秋', note: '' },
    ],
    lasts: [],
  },
  home: {
    places: [main('嘉兴家居仓', '330402', '试用东路 101 号'), store('城西体验店', '330106', '演示路 8 号')],
    suppliers: [
      { name: '檐语木作', contact: '许木成', note: '大件送货前一天电话确认' },
      { name: '清岚陶瓷', contact: '白清岚', note: '易碎，开箱点数' },
    ],
    lasts: [],
  },
  beauty: {
    places: [main('白云美妆仓', '440111', '示范大道 5 号恒温库'), store('天河专柜', '440106', '样例街 9 号')],
    suppliers: [
      { name: '花间日化', contact: '方若溪', note: '随货附检验报告' },
      { name: '素研原料', contact: '江明月', note: '' },
    ],
    lasts: [40, 365, 730, 1095],
  },
  digital: {
    places: [
      main('坪山电子仓', '440310', '示范大道 29 号'),
      store('华强体验店', '440304', '演示路 1 号'),
      { ...main('昆山备货仓', '320583', '虚构巷 12 号'), code: 'WH-2', priority: 30 },
    ],
    suppliers: [
      { name: '极屿制造', contact: '程子墨', note: '整箱发货，序列号随单' },
      { name: '声野音频', contact: '宋听雨', note: '' },
      { name: '锐芯配件', contact: '唐向阳', note: '账期 30 天' },
    ],
    lasts: [],
  },
}

export function stockWords(industry: Industry): Words {
  const found = words[industry]
  if (!found) throw new Error(`the demo has no warehouses for ${industry}`)
  return found
}
