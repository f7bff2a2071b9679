import { App, Button, Drawer, Input, Modal, Segmented, Timeline } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import type { Batch } from './gift-cards-page.tsx'

type Card = Item<'listGiftCards'>
const states: Record<Card['state'], { tone: Tone; label: Key }> = {
  made: { tone: 'quiet', label: 'giftCards.state.made' },
  active: { tone: 'good', label: 'giftCards.state.active' },
  redeemed: { tone: 'info', label: 'giftCards.state.redeemed' },
  void: { tone: 'quiet', label: 'giftCards.state.void' },
}
const filters = ['all', 'active', 'redeemed', 'made', 'void'] as const
const words: Record<string, Key> = {
  made: 'giftCards.what.made',
  exported: 'giftCards.what.exported',
  sold: 'giftCards.what.sold',
  bought: 'giftCards.what.bought',
  given: 'giftCards.what.given',
  taken_back: 'giftCards.what.taken_back',
  claimed: 'giftCards.what.claimed',
  redeemed: 'giftCards.what.redeemed',
  frozen: 'giftCards.what.frozen',
  thawed: 'giftCards.what.thawed',
  extended: 'giftCards.what.extended',
  void: 'giftCards.what.void',
}

/** Cards of a batch, or all of them, by number or tail; what happened to one, and what can be done about it. */
export function CardsDrawer({ batch, onClose }: { batch: Batch | null; onClose: () => void }) {
  const t = useT()
  const [page, setPage] = useState('1')
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const [text, setText] = useState('')
  const [looking, setLooking] = useState<Card | null>(null)
  const search = useDebounced(text.trim(), 300)
  const cards = useRead('listGiftCards', {
    page: Number(page),
    pageSize: 20,
    ...(batch ? { batchId: batch.id } : {}),
    ...(filter === 'all' ? {} : { state: filter }),
    ...(search ? { search } : {}),
  })
  const columns: Column<Card>[] = [
    {
      key: 'number',
      title: t('giftCards.number'),
      render: (_, one) => (
        <div>
          <span className="num">{one.number}</span>
          <div className="muted num">{one.tail ? `•••• ${one.tail}` : one.title}</div>
        </div>
      ),
    },
    { key: 'face', title: t('giftCards.face'), align: 'right', render: (_, one) => <span className="num">{yuan(one.faceFen)}</span> },
    { key: 'owner', title: t('giftCards.owner'), render: (_, one) => one.ownerName || '—' },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) =>
        one.frozen ? (
          <State tone="bad">{t('giftCards.frozen')}</State>
        ) : (
          <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>
        ),
    },
    { key: 'until', title: t('giftCards.until'), render: (_, one) => (one.expiresAt ? <Time iso={one.expiresAt} /> : '—') },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="gift-card-look">
          {t('giftCards.look')}
        </Button>
      ),
    },
  ]
  return (
    <Drawer open onClose={onClose} size={880} title={batch?.title ?? t('giftCards.find')} data-testid="gift-cards-drawer">
      <DataTable<Card>
        id="gift-cards"
        columns={columns}
        rowKey="id"
        read={cards}
        toolbar={
          <>
            <Segmented
              value={filter}
              options={filters.map((value) => ({ value, label: t(value === 'all' ? 'common.all' : states[value].label) }))}
              onChange={(value) => {
                setFilter(value)
                setPage('1')
              }}
            />
            <Input
              style={{ width: 220 }}
              allowClear
              value={text}
              maxLength={20}
              aria-label={t('giftCards.search')}
              placeholder={t('giftCards.search')}
              onChange={(event) => {
                setText(event.target.value)
                setPage('1')
              }}
            />
          </>
        }
        page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
        empty={<Nothing title={t('giftCards.noCards')} />}
      />
      {looking && <CardDialog id={looking.id} onClose={() => setLooking(null)} />}
    </Drawer>
  )
}

function CardDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const mayWrite = useCan()('wallet.write')
  const card = useRead('getGiftCard', { id })
  const live = card.data?.state === 'active' || card.data?.state === 'made'
  return (
    <Modal
      open
      title={card.data?.number ?? ''}
      onCancel={onClose}
      footer={card.data && live && mayWrite ? <Actions id={id} frozen={card.data.frozen} active={card.data.state === 'active'} /> : null}
    >
      <Loaded read={card}>
        {(data) => (
          <Timeline
            style={{ paddingTop: 12 }}
            items={data.entries.map((entry) => {
              const word = words[entry.what]
              return {
                content: (
                  <div>
                    {word ? t(word) : entry.what} {entry.changeFen === 0 ? '' : yuan(entry.changeFen)}
                    <div className="muted">
                      <Time iso={entry.at} /> {entry.byName} {entry.note}
                    </div>
                  </div>
                ),
              }
            })}
          />
        )}
      </Loaded>
    </Modal>
  )
}

function Actions({ id, frozen, active }: { id: string; frozen: boolean; active: boolean }) {
  const t = useT()
  const { modal } = App.useApp()
  const done = { stale: ['getGiftCard' as const, 'listGiftCards' as const, 'listGiftCardBatches' as const], success: t('common.saved') }
  const freeze = useWrite('freezeGiftCard', done)
  const voided = useWrite('voidGiftCard', done)
  const extend = useWrite('extendGiftCard', done)
  const ask = (title: Key, hint: Key, run: (reason: string) => Promise<unknown>) => {
    let reason = ''
    modal.confirm({
      title: t(title),
      content: (
        <>
          <p>{t(hint)}</p>
          <Input
            maxLength={100}
            aria-label={t('giftCards.reason')}
            placeholder={t('giftCards.reason')}
            onChange={(event) => {
              reason = event.target.value.trim()
            }}
          />
        </>
      ),
      onOk: () => run(reason),
    })
  }
  return (
    <>
      <Button
        onClick={() =>
          ask(frozen ? 'giftCards.askThaw' : 'giftCards.askFreeze', 'giftCards.freezeHint', (reason) =>
            freeze.mutateAsync({ id, frozen: !frozen, reason }),
          )
        }
      >
        {t(frozen ? 'giftCards.thaw' : 'giftCards.freeze')}
      </Button>
      {active && (
        <Button onClick={() => ask('giftCards.askExtend', 'giftCards.extendHint', (reason) => extend.mutateAsync({ id, reason }))}>
          {t('giftCards.extend')}
        </Button>
      )}
      <Button
        danger
        onClick={() => ask('giftCards.askVoid', 'giftCards.voidHint', (reason) => voided.mutateAsync({ id, reason }))}
        data-testid="gift-card-void"
      >
        {t('giftCards.void')}
      </Button>
    </>
  )
}
