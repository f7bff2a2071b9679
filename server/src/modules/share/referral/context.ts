import type { Interface } from '../../../kernel/contract.ts'
import type { pointsCalls } from '../../points/contract.ts'
import type { promotionCalls } from '../../promotion/contract.ts'
import type { redpacketCalls } from '../../redpacket/contract.ts'
import type { walletCalls } from '../../wallet/contract.ts'
import type { Shares } from '../context.ts'

export interface Referrals extends Shares {
  points: Interface<typeof pointsCalls>
  redpacket: Interface<typeof redpacketCalls>
  wallet: Interface<typeof walletCalls>
  promotion: Interface<typeof promotionCalls>
}
