import type { MyCustomer, TeamMember } from '@puzi/shop-client'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { money } from '@/lib/money'
import { date } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import '../distribution.scss'

/** Those whom one brought, those whom they brought, and one's customers; names are masked. */
export default function TeamPage() {
  const { id = '' } = useParams()
  const [tab, setTab] = useState<'one' | 'two' | 'customers'>('one')
  return (
    <Page title={t('dist.team')}>
      <Tabs
        spread
        label={t('dist.team')}
        value={tab}
        onChange={setTab}
        items={[
          { key: 'one', title: t('dist.teamOne') },
          { key: 'two', title: t('dist.teamTwo') },
          { key: 'customers', title: t('dist.myCustomers') },
        ]}
      />
      {tab === 'customers' ? <Customers id={id} /> : <Team key={tab} id={id} level={tab === 'one' ? 1 : 2} />}
    </Page>
  )
}

function Team({ id, level }: { id: string; level: 1 | 2 }) {
  const { pages, items } = useEndless(['distribution', id, 'team', level], (cursor) => shop.listMyTeam({ id, level, ...cursor, limit: 20 }))
  return (
    <InfiniteList pages={pages} count={items.length} skeleton={<RowsSkeleton />} empty={<Empty icon="user" text={t('dist.noTeam')} />}>
      <Card flush>
        {items.map((one) => (
          <Member key={one.id} one={one} />
        ))}
      </Card>
    </InfiniteList>
  )
}

function Member({ one }: { one: TeamMember }) {
  return (
    <Person
      one={one}
      note={t('dist.joined', { day: date(one.joinedAt), count: one.team })}
      end={t('dist.brought', { amount: money(one.broughtFen) })}
      below={t('dist.gmv', { amount: money(one.gmvFen) })}
    />
  )
}

function Customers({ id }: { id: string }) {
  const { pages, items } = useEndless(['distribution', id, 'customers'], (cursor) => shop.listMyCustomers({ id, ...cursor, limit: 20 }))
  return (
    <InfiniteList pages={pages} count={items.length} skeleton={<RowsSkeleton />} empty={<Empty icon="user" text={t('dist.noCustomers')} />}>
      <Card flush>
        {items.map((one) => (
          <Customer key={`${one.nickname}${one.boundAt}`} one={one} />
        ))}
      </Card>
    </InfiniteList>
  )
}

function Customer({ one }: { one: MyCustomer }) {
  const until = one.validUntil
    ? t('dist.validUntil', { day: date(one.validUntil) })
    : t('dist.protectedUntil', { day: date(one.protectedUntil) })
  return (
    <Person
      one={one}
      note={`${t('dist.bound', { day: date(one.boundAt) })} · ${until}`}
      end={t('dist.orderCount', { count: one.orders })}
      below={money(one.gmvFen)}
    />
  )
}

interface PersonProps {
  one: Pick<TeamMember, 'nickname' | 'avatar'>
  note: string
  end: string
  below: string
}

function Person({ one, note, end, below }: PersonProps) {
  return (
    <Box className="dist-row" testId="distribution-person">
      <Box className="dist-row__picture">
        <Img picture={one.avatar} alt="" width={48} round />
      </Box>
      <Box className="dist-row__main">
        <Box className="dist-row__title">{one.nickname}</Box>
        <Box className="dist-row__note">{note}</Box>
      </Box>
      <Box className="dist-row__end">
        <Box className="dist-row__earn">{end}</Box>
        <Box className="dist-row__note">{below}</Box>
      </Box>
    </Box>
  )
}
