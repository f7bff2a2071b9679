export interface BuyLine {
  skuId: string
  quantity: number
}

/** Per shop: these coupons, or the best ones. A shop that is not in it gets the best. */
export type CouponChoices = Readonly<Record<string, 'best' | string[]>>

/** Reads `sku:2,sku:1` from the address of the page. */
export function readLines(text: string): BuyLine[] {
  return text
    .split(',')
    .map((part) => part.split(':'))
    .map(([skuId = '', quantity = '']) => ({ skuId, quantity: Number(quantity) }))
    .filter((line) => line.skuId !== '' && Number.isInteger(line.quantity) && line.quantity > 0)
}
