import { Alert, Button, Select, Tag, Tooltip } from 'antd'
import { Link } from 'react-router'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Translate, useT } from '../../i18n/i18n.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { type DeliveryState, heldKey, type MessageLog, reasonKey, states, wayKey } from './words.ts'

const isState = (text: string): text is DeliveryState => text in states
const isPhone = (text: string): boolean => /^1[3-9]\d{9}$/.test(text)

/** Who was told what, by which ways, and what came of it. */
export function MessageLogPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ page: '1', phone: '', trigger: '', state: '' })
  const triggers = useRead('listMessageTriggers')
  const log = useRead('listMessageLog', {
    page: Number(url.page),
    pageSize: 20,
    ...(isPhone(url.phone) ? { phone: url.phone } : {}),
    ...(url.trigger ? { trigger: url.trigger } : {}),
    ...(isState(url.state) ? { state: url.state } : {}),
  })
  const dead = log.data?.dead ?? 0
  const columns: Column<MessageLog>[] = [
    { key: 'at', title: t('message.at'), render: (_, one) => <Time iso={one.at} /> },
    {
      key: 'shopper',
      title: t('message.shopper'),
      render: (_, { shopper }) => (
        <div>
          <Link to={`/shoppers/${shopper.id}`}>{shopper.nickname || '—'}</Link>
          <div className="muted num">{shopper.phoneMasked ?? ''}</div>
        </div>
      ),
    },
    {
      key: 'what',
      title: t('message.trigger'),
      render: (_, one) => (
        <div style={{ maxWidth: 380 }}>
          <div>
            {one.label} {one.test && <Tag>{t('message.test')}</Tag>}
          </div>
          <div className="muted">{one.inbox?.text ?? ''}</div>
        </div>
      ),
    },
    { key: 'inbox', title: t('message.way.inbox'), render: (_, one) => <Inbox note={one} /> },
    { key: 'out', title: t('message.out'), render: (_, one) => one.deliveries.map((way) => <Delivery key={way.id} way={way} />) },
  ]
  return (
    <>
      <PageHead title={t('nav.messageLog')} lead={t('message.logLead')} />
      {dead > 0 && url.state !== 'dead' && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('message.deadCount', { count: dead })}
          action={
            <Button size="small" onClick={() => setUrl({ state: 'dead', page: '1' })}>
              {t('message.lookDead')}
            </Button>
          }
        />
      )}
      <div className="card table-card" data-testid="message-log">
        <DataTable<MessageLog>
          id="message-log"
          columns={columns}
          rowKey="id"
          read={log}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              <SearchBox value={url.phone} placeholder={t('message.searchPhone')} onChange={(phone) => setUrl({ phone, page: '1' })} />
              <Select
                allowClear
                style={{ width: 200 }}
                placeholder={t('message.trigger')}
                aria-label={t('message.trigger')}
                value={url.trigger || undefined}
                options={triggers.data?.items.map(({ name, label }) => ({ value: name, label })) ?? []}
                onChange={(trigger?: string) => setUrl({ trigger: trigger ?? '', page: '1' })}
              />
              <Select
                allowClear
                style={{ width: 160 }}
                placeholder={t('orders.state')}
                aria-label={t('orders.state')}
                value={url.state || undefined}
                options={Object.entries(states).map(([value, { label }]) => ({ value, label: t(label) }))}
                onChange={(state?: string) => setUrl({ state: state ?? '', page: '1' })}
              />
            </>
          }
          empty={<Nothing title={t('message.logNone')} />}
        />
      </div>
    </>
  )
}

function Inbox({ note: { held, inbox } }: { note: MessageLog }) {
  const t = useT()
  if (held) return <State tone="quiet">{t(heldKey[held])}</State>
  if (!inbox) return <span className="muted">—</span>
  if (inbox.opened) return <State tone="good">{t('message.opened')}</State>
  return <State tone={inbox.read ? 'info' : 'quiet'}>{t(inbox.read ? 'message.read' : 'message.unread')}</State>
}

const reasonOf = (t: Translate, reason: string): string => {
  const key = reasonKey[reason]
  return key ? t(key) : reason
}

function Delivery({ way: { id, channel, state, reason } }: { way: MessageLog['deliveries'][number] }) {
  const t = useT()
  const mayWrite = useCan()('message.write')
  const retry = useWrite('retryMessageDelivery', { stale: ['listMessageLog'], success: t('message.retried') })
  return (
    <div className="row" style={{ flexWrap: 'nowrap', gap: 8 }}>
      <span className="muted" style={{ whiteSpace: 'nowrap' }}>
        {t(wayKey[channel])}
      </span>
      <Tooltip title={reasonOf(t, reason)}>
        <span>
          <State tone={states[state].tone}>{t(states[state].label)}</State>
        </span>
      </Tooltip>
      {mayWrite && (state === 'dead' || state === 'refused') && (
        <Button size="small" type="link" loading={retry.isPending} onClick={() => retry.mutate({ id })}>
          {t('message.retry')}
        </Button>
      )}
    </div>
  )
}
