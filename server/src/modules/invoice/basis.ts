import type { RefundableOrder } from '../order/contract.ts'
import { type Amounts, amountsOf, type Basis, type Terms } from './amounts.ts'
import type { Invoices } from './context.ts'
import type { InvoiceSettings } from './contract-admin.ts'

/** What can be invoiced of an order as things stand, with each product taxed as the shop says. */
export async function amountsFor(invoices: Invoices, order: RefundableOrder, settings: InvoiceSettings): Promise<Amounts> {
  const [{ items }, termsOf] = await Promise.all([
    invoices.payment.parts({ subjects: [order.checkoutId] }),
    taxedAs(
      invoices,
      settings,
      order.lines.map((line) => line.productId),
    ),
  ])
  return amountsOf(order, { termsOf, paidWith: items[0] })
}

/** The shop's own terms of a product go before those of its categories, of which the deepest counts, and those before the shop's for all. */
async function taxedAs(invoices: Invoices, settings: InvoiceSettings, productIds: readonly string[]): Promise<Basis['termsOf']> {
  const { rateBps, taxCode, category, exceptions } = settings
  const usual: Terms = { rateBps, taxCode, category }
  if (exceptions.length === 0) return () => usual
  const own = new Map(exceptions.map((one) => [one.targetId, one]))
  const chains = exceptions.some((one) => one.target === 'category')
    ? await categoryChains(invoices, productIds)
    : new Map<string, string[]>()
  return (productId) => {
    const found = productId ? [productId, ...(chains.get(productId) ?? [])].map((id) => own.get(id)).find(Boolean) : undefined
    if (!found) return usual
    return { rateBps: found.rateBps, taxCode: found.taxCode || taxCode, category: found.category || category }
  }
}

/** The categories of each product and those above them, the deepest first. */
async function categoryChains(invoices: Invoices, productIds: readonly string[]): Promise<Map<string, string[]>> {
  const [{ items: docs }, { items: tree }] = await Promise.all([
    invoices.catalog.docs({ productIds: [...new Set(productIds)] }),
    invoices.catalog.categoryTree({}),
  ])
  const parents = new Map(tree.map((node) => [node.id, node.parentId]))
  const up = (id: string): string[] => {
    const parent = parents.get(id)
    return parent ? [id, ...up(parent)] : [id]
  }
  return new Map(
    docs.map((doc) => {
      const chains = doc.categoryIds.map(up)
      const depth = new Map(chains.flatMap((chain) => chain.map((id, index) => [id, chain.length - index] as const)))
      return [doc.id, [...depth.keys()].toSorted((a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0))]
    }),
  )
}
