import type { Promotion } from './context.ts'

/**
 * The platform has no staff of its own: the shop that was there first runs it. What counts over several shops, or is borne by the platform,
 * is for its staff to make.
 */
export async function runsPlatform({ shop }: Pick<Promotion, 'shop'>, shopId: string): Promise<boolean> {
  const { items } = await shop.all({})
  const [first] = [...items].sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1))
  return first?.id === shopId
}
