import { expect, test } from 'vitest'
import { apart, pagesOf, wide, wrap } from './columns.ts'
import { kitchen, receipt, type SlipInput, testPage } from './slip.ts'

const input: SlipInput = {
  columns: 32,
  handover: { kind: 'pickup', pointName: '滨江店', day: '2026-11-28', span: '10:00-12:00', codeTail: '7890' },
  order: {
    number: '2611271234567890',
    shopName: '春山茶事',
    placedAt: '2026-11-27T04:00:00.000Z',
    note: '少糖，不要葱',
    isGift: false,
    address: {
      name: '欧阳修远',
      phone: '13800001234',
      province: '浙江省',
      city: '杭州市',
      district: '滨江区',
      detail: '江南大道 1 号 2 幢',
    },
    goodsFen: 3001,
    goodsDiscountFen: 300,
    freightFen: 800,
    freightDiscountFen: 200,
    pointsFen: 1,
    redPacketFen: 50,
    payableFen: 3250,
    refundedFen: 0,
    onDelivery: null,
  },
  goods: [
    {
      title: '一款名字很长很长的明前龙井绿茶礼盒装',
      options: ['250 克'],
      answers: [{ label: '刻字', value: '生日快乐' }],
      quantity: 3,
      unitPriceFen: 1000,
      gift: false,
      refunded: 1,
    },
    { title: '袋子', options: [], answers: [], quantity: 1, unitPriceFen: 1, gift: true, refunded: 0 },
  ],
}
const textOf = (lines: ReturnType<typeof receipt>): string => lines.map((line) => ('qr' in line ? line.qr : line.text)).join('\n')

test('no line is wider than the paper, narrow or wide; big letters count twice', () => {
  for (const columns of [32, 48]) {
    const all = [...receipt({ ...input, columns }), ...kitchen({ ...input, columns }), ...testPage({ name: '前台', columns }, new Date())]
    for (const line of all)
      if ('text' in line) expect(wide(line.text) * (line.size === 'big' && !line.center ? 2 : 1), line.text).toBeLessThanOrEqual(columns)
  }
})

test('a receipt of what is paid on delivery says how much is to be taken, until it was', () => {
  const asked = (state: string): string => textOf(receipt({ ...input, order: { ...input.order, onDelivery: { state, amountFen: 3250 } } }))
  expect(asked('due')).toContain('应收（货到付款）')
  expect(asked('due')).not.toContain('实付')
  expect(asked('collected')).toContain('实付')
})

test('a receipt names every sum to the fen, and they add up; of the code it shows the end, of the receiver no more than is needed', () => {
  const text = textOf(receipt(input))
  for (const part of [
    '¥30.01',
    '-¥3.00',
    '¥6.00',
    '-¥0.01',
    '-¥0.50',
    '¥32.50',
    '刻字：生日快乐',
    '250 克',
    '少糖',
    '滨江店',
    '[赠] 袋子',
    '已退1',
  ])
    expect(text).toContain(part)
  expect(3001 - 300 - 1 - 50 + 600).toBe(3250)
  expect(text).toContain('自提 7890')
  expect(text).not.toMatch(/13800001234|阳修远|江南大道/m)
  const sent = textOf(receipt({ ...input, handover: null }))
  expect(sent).toContain('浙江省杭州市滨江区***')
  expect(sent).not.toContain('江南大道')
  const local = { kind: 'local' as const, pointName: '滨江店', day: '2026-11-28', span: '10:00-12:00', codeTail: '7890' }
  expect(textOf(receipt({ ...input, handover: local })).replaceAll('\n', '')).toContain('江南大道 1 号 2 幢')
  expect(textOf(receipt({ ...input, order: { ...input.order, isGift: true } }))).not.toContain('138')
})

test('a kitchen slip says how many are still wanted and neither prices nor people', () => {
  const text = textOf(kitchen(input))
  expect(text).toContain('x2')
  expect(text).toContain('共 3 件')
  expect(text).not.toMatch(/¥|138|欧/)
})

test('text is broken where it must be and nowhere else; left and right stand apart', () => {
  expect(wrap('一二三四五', 4)).toEqual(['一二', '三四', '五'])
  expect(wrap('ab\ncd', 4)).toEqual(['ab', 'cd'])
  expect(apart('左', 'x', 6)).toEqual(['左   x'])
  expect(apart('左左左', 'xx', 6)).toEqual(['左左左', '    xx'])
})

test('what is too long for one slip becomes several, none of them too long, and nothing is lost', () => {
  const lines = Array.from({ length: 300 }, (_, index) => ({ text: `第 ${index} 行，${'字'.repeat(10)}` }))
  const pages = pagesOf(lines)
  expect(pages.length).toBeGreaterThan(2)
  for (const page of pages) expect(Buffer.byteLength(page.map((line) => ('text' in line ? line.text : '')).join('<BR>'))).toBeLessThan(5000)
  expect(pages.flatMap((page) => page.slice(1))).toEqual(lines)
})
