/** A shop that issues at once after payment. */
export const issuingSettings = {
  enabled: true,
  after: 'payment' as const,
  automatic: true,
  special: true,
  seller: { name: '测试店铺有限公司', taxNumber: '91350100M000100Y43', address: '', phone: '', bank: '', account: '' },
  rateBps: 1300 as const,
  taxCode: '1060512990000000000',
  category: '日用杂品',
  drawer: '张三',
}
export const company = { type: 'company' as const, name: '买家科技有限公司', taxNumber: '91350100m000100y43' }
