import type { AfterSales } from '@puzi/shop-client'
import type { shop } from '@/api/client'

export type Kind = AfterSales['kind']
export type Reason = AfterSales['reason']
export type Options = Awaited<ReturnType<typeof shop.getAfterSalesOptions>>
export type OptionLine = Options['lines'][number]
