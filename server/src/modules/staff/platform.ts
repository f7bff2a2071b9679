import type { Staff } from './context.ts'
import type { Role } from './contract.ts'

/**
 * Whether somebody with this role in this shop works for the platform. The platform is the shop that was created first; its arbiters are
 * the platform's wherever they sit. What they may do there is still said by their role.
 */
export async function ofPlatform({ shop }: Pick<Staff, 'shop'>, { shopId, role }: { shopId: string; role: Role }): Promise<boolean> {
  return role === 'arbiter' || (await shop.platform({})).shopId === shopId
}
