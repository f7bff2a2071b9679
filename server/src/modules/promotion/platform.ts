import type { Promotion } from './context.ts'

/** What counts over several shops, or is borne by the platform, is for the staff of the platform's own shop to make. */
export async function runsPlatform({ shop }: Pick<Promotion, 'shop'>, shopId: string): Promise<boolean> {
  return (await shop.platform({})).shopId === shopId
}
