import { Avatar, Button, Select } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import type { Item, Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan, useMe } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { pictureUrl } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { AdjustDialog } from '../money/adjust-dialog.tsx'
import { GrowthDialog } from './growth-dialog.tsx'
import { EVENT_WORDS } from './member-words.ts'
import { MemberCoupons, MemberOrders } from './member-has.tsx'
import { Merges } from './merges.tsx'
import { TierDialog } from './tier-dialog.tsx'

type Member = Reply<'getMember'>
type Dialog = 'tier' | 'growth' | 'assets' | null

/** One member: tier and growth, what they have, tags, and what they did and were given. */
export function MemberPage() {
  const { id = '' } = useParams()
  const can = useCan()
  const member = useRead('getMember', { id })
  return (
    <Loaded read={member}>
      {(data) => (
        <>
          <MemberHead member={data} />
          <div className="stack">
            <Standing member={data} />
            <Tags key={data.tags.join('\n')} member={data} />
            <Merges id={id} />
            {can('order.read') && <MemberOrders id={id} />}
            <MemberCoupons id={id} />
            <Events id={id} />
          </div>
        </>
      )}
    </Loaded>
  )
}

function MemberHead({ member: { shopper } }: { member: Member }) {
  const t = useT()
  return (
    <>
      <PageHead title={shopper.nickname} lead={t('member.lead', { phone: shopper.phoneMasked ?? '—' })} back="/shoppers" />
      <div className="row" style={{ marginBottom: 16 }}>
        <Avatar size={48} alt="" {...(shopper.avatar ? { src: pictureUrl(shopper.avatar, 240) } : {})}>
          {shopper.nickname.slice(0, 1)}
        </Avatar>
        <span className="muted">
          {t('shopper.joined')} <Time iso={shopper.createdAt} precision="date" />
        </span>
        <span className="muted">
          {t('shopper.seen')} <Time iso={shopper.lastSeenAt} />
        </span>
        <span className="muted">{t('member.orders', { count: shopper.paidOrders })}</span>
      </div>
    </>
  )
}

function Standing({ member }: { member: Member }) {
  const t = useT()
  const can = useCan()
  const { platform } = useMe()
  const [dialog, setDialog] = useState<Dialog>(null)
  const { shopper, assets } = member
  const close = () => setDialog(null)
  return (
    <section className="card card-pad" data-testid="member-standing">
      <div className="card-head" style={{ marginBottom: 12 }}>
        <h2>{t('member.standing')}</h2>
        <div className="row">
          {can('shopper.write') && <Button onClick={() => setDialog('tier')}>{t('shopper.tierSet')}</Button>}
          {can('shopper.write') && (
            <Button onClick={() => setDialog('growth')} data-testid="adjust-growth">
              {t('member.adjustGrowth')}
            </Button>
          )}
          {can('wallet.write') && platform && <Button onClick={() => setDialog('assets')}>{t('member.adjustAssets')}</Button>}
        </div>
      </div>
      <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
        <Figure label={t('shopper.tier')}>{member.tierName ?? t('shopper.tierOf', { tier: member.tier })}</Figure>
        <Figure label={t('member.growth')}>
          {member.growth}
          {member.nextGrowth !== null && <span className="muted small"> / {member.nextGrowth}</span>}
        </Figure>
        <Figure label={t('member.until')}>{member.until ? <Time iso={member.until} precision="date" /> : t('member.noEnd')}</Figure>
        <Figure label={t('member.checkIns')}>{t('member.checkInDays', { count: member.checkIns, streak: member.streak })}</Figure>
        {assets && <Figure label={t('wallet.points')}>{assets.points}</Figure>}
        {assets && (
          <Figure label={t('wallet.available')}>
            <Money fen={assets.walletFen} />
          </Figure>
        )}
        {assets && (
          <Figure label={t('member.redPackets')}>
            <Money fen={assets.redPacketFen} />
          </Figure>
        )}
      </div>
      {member.tierByStaff && <p className="muted small">{t('member.byStaff')}</p>}
      {dialog === 'tier' && <TierDialog shopper={shopper} onClose={close} />}
      {dialog === 'growth' && <GrowthDialog shopperId={shopper.id} name={shopper.nickname} onClose={close} />}
      {dialog === 'assets' && <AdjustDialog shopperId={shopper.id} name={shopper.nickname} onClose={close} />}
    </section>
  )
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <div className="muted small">{label}</div>
      <div className="strong num">{children}</div>
    </div>
  )
}

function Tags({ member }: { member: Member }) {
  const t = useT()
  const mayWrite = useCan()('shopper.write')
  const [tags, setTags] = useState(member.tags)
  const save = useWrite('putMemberTags', { stale: ['getMember'], success: t('common.saved') })
  const dirty = tags.join('\n') !== member.tags.join('\n')
  return (
    <section className="card card-pad">
      <div className="card-head" style={{ marginBottom: 12 }}>
        <h2>{t('member.tags')}</h2>
        {dirty && (
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ id: member.shopper.id, tags })}>
            {t('common.save')}
          </Button>
        )}
      </div>
      <Select
        mode="tags"
        value={tags}
        disabled={!mayWrite}
        maxCount={20}
        aria-label={t('member.tags')}
        placeholder={t('member.tagsHint')}
        style={{ width: '100%', maxWidth: 640 }}
        onChange={(next: string[]) => setTags(next.map((tag) => tag.trim().slice(0, 12)).filter(Boolean))}
      />
    </section>
  )
}

type Event = Item<'listMemberEvents'>

function Events({ id }: { id: string }) {
  const t = useT()
  const [url, setUrl] = useUrlState({ page: '1' })
  const events = useRead('listMemberEvents', { id, page: Number(url.page), pageSize: 20 })
  const columns: Column<Event>[] = [
    { key: 'kind', title: t('member.what'), render: (_, one) => t(EVENT_WORDS[one.kind]) },
    {
      key: 'change',
      title: t('member.growth'),
      align: 'right',
      render: (_, one) => <span className="num">{one.change > 0 ? `+${one.change}` : one.change}</span>,
    },
    { key: 'note', title: t('shopper.tierReason'), render: (_, one) => [one.note, one.actor].filter(Boolean).join(' · ') || '—' },
    { key: 'at', title: t('member.at'), render: (_, one) => <Time iso={one.at} /> },
  ]
  return (
    <section className="card table-card" data-testid="member-events">
      <div className="card-head card-pad">
        <h2>{t('member.timeline')}</h2>
      </div>
      <DataTable<Event>
        id="member-events"
        columns={columns}
        rowKey="id"
        read={events}
        page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
        empty={<Nothing title={t('member.noEvents')} />}
      />
    </section>
  )
}
