import type { Actors, Clock } from './actors.ts'
import { seedBargains } from './bargains.ts'
import { seedCommunity } from './community.ts'
import type { Demo, OpenShop } from './context.ts'
import { seedDistribution } from './distribution.ts'
import { seedFlashSales } from './flash-sale.ts'
import { seedGames } from './games.ts'
import { seedGiftCards } from './gift-cards.ts'
import { seedGroupBuys } from './group-buys.ts'
import { seedMembers } from './members.ts'
import { seedMessages } from './messages.ts'
import type { Person } from './people.ts'
import { seedRisk } from './risk.ts'
import { seedPresales } from './presales.ts'
import { seedPerks } from './perks.ts'
import { seedShares } from './shares.ts'

/** What a play may use to show itself in the demo. */
export interface Stage {
  demo: Demo
  clock: Clock
  actors: Actors
  people: readonly Person[]
  open: readonly OpenShop[]
  /** Events until none is left, and the sweeps that follow from them. */
  settle: () => Promise<void>
}

/** Marketing plays and what members have, in this order; a new one is one line here. */
export const plays: readonly { name: string; seed: (stage: Stage) => Promise<void> }[] = [
  { name: 'members', seed: ({ demo, open, people }) => seedMembers(demo, open, people) },
  { name: 'paid cards and points', seed: ({ demo, open, people }) => seedPerks(demo, open, people) },
  { name: 'messages', seed: ({ demo, open, people }) => seedMessages(demo, open, people) },
  { name: 'bargains', seed: ({ demo, open, people }) => seedBargains(demo, open, people) },
  { name: 'games', seed: (stage) => seedGames(stage, stage.open, stage.people) },
  { name: 'presales', seed: (stage) => seedPresales(stage, stage.open, stage.people) },
  { name: 'shares', seed: (stage) => seedShares(stage) },
  { name: 'group buys', seed: (stage) => seedGroupBuys(stage, stage.open) },
  { name: 'community group buys', seed: seedCommunity },
  { name: 'gift cards', seed: seedGiftCards },
  {
    name: 'flash sales',
    seed: (stage) =>
      seedFlashSales(
        stage,
        stage.open,
        stage.people.map((person) => person.id),
      ),
  },
  { name: 'distribution', seed: seedDistribution },
  // Last: what was done before was done by nobody in a hurry.
  { name: 'risk', seed: (stage) => seedRisk(stage, stage.open) },
]
