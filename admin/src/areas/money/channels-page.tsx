import { Alert } from 'antd'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { payMethodKey } from '../orders/payment-words.ts'
import { providerKey } from './money-words.ts'

type Channel = Item<'listPaymentChannels'>

const stateWords: Record<Channel['state'], { tone: Tone; key: Key }> = {
  up: { tone: 'good', key: 'channel.up' },
  trial: { tone: 'warn', key: 'channel.trial' },
  down: { tone: 'bad', key: 'channel.down' },
  retired: { tone: 'quiet', key: 'channel.retired' },
}

/** Every account that takes money: whether it answers, and what this shop's payments met there today. */
export function ChannelsPage() {
  const t = useT()
  const channels = useRead('listPaymentChannels', undefined, { refetchInterval: 15_000 })
  const down = channels.data?.items.filter(({ state }) => state === 'down').length ?? 0
  const columns: Column<Channel>[] = [
    {
      key: 'account',
      title: t('channel.account'),
      render: (_, one) => (
        <div>
          <span className="strong">{one.label || t(providerKey(one.provider))}</span>
          <div className="small muted">
            {t(providerKey(one.provider))} · <span className="num">{one.merchantId}</span>
          </div>
        </div>
      ),
    },
    { key: 'state', title: t('channel.state'), render: (_, one) => <ChannelState channel={one} /> },
    {
      key: 'methods',
      title: t('channel.methods'),
      render: (_, one) => one.methods.map((method) => <div key={method}>{t(payMethodKey[method])}</div>),
    },
    {
      key: 'today',
      title: t('channel.today'),
      render: (_, one) => (
        <span className="num">
          {t('channel.paidOf', { paid: one.paidToday, started: one.startedToday })} · <Money fen={one.paidTodayFen} />
        </span>
      ),
    },
    { key: 'unsettled', title: t('channel.unsettled'), align: 'right', render: (_, one) => <span className="num">{one.unsettled}</span> },
    {
      key: 'refunds',
      title: t('channel.refundsWaiting'),
      align: 'right',
      render: (_, one) => <span className="num">{one.refundsWaiting}</span>,
    },
    {
      key: 'failure',
      title: t('channel.lastFailure'),
      render: (_, one) => (
        <div>
          <Time iso={one.lastFailureAt} />
          {one.lastFailure && (
            <div className="small muted" style={{ overflowWrap: 'anywhere' }}>
              {one.lastFailure}
            </div>
          )}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.paymentChannels')} lead={t('channel.lead')} />
      {down > 0 && <Alert type="warning" showIcon title={t('channel.someDown', { count: down })} style={{ marginBottom: 16 }} />}
      <div className="card table-card" data-testid="channels">
        <DataTable<Channel>
          id="channels"
          columns={columns}
          rowKey="key"
          read={channels}
          empty={<Nothing title={t('channel.none')} hint={t('channel.noneHint')} />}
        />
      </div>
    </>
  )
}

function ChannelState({ channel }: { channel: Channel }) {
  const t = useT()
  const { tone, key } = stateWords[channel.state]
  return (
    <div>
      <State tone={tone}>{t(key)}</State>
      {channel.downUntil && (
        <div className="small muted">
          {t('channel.until')} <Time iso={channel.downUntil} precision="second" />
        </div>
      )}
    </div>
  )
}
