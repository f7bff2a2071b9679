import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, InputNumber, Modal, Progress, Radio, Typography } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'

type Packet = Item<'listLuckyPackets'>

/** Red packets that the shop sends into groups. */
export function LuckyPacketsPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [page, setPage] = useState('1')
  const [sending, setSending] = useState(false)
  const packets = useRead('listLuckyPackets', { page: Number(page), pageSize: 20 }, { refetchInterval: 15_000 })
  const columns: Column<Packet>[] = [
    {
      key: 'wish',
      title: t('lucky.wish'),
      render: (_, one) => (
        <div>
          {one.wish || t('lucky.noWish')}
          <div className="muted">{t(one.kind === 'random' ? 'lucky.random' : 'lucky.fixed')}</div>
        </div>
      ),
    },
    {
      key: 'taken',
      title: t('lucky.taken'),
      render: (_, one) => (
        <div style={{ width: 110 }}>
          <span className="num">
            {one.taken} <span className="muted">/ {one.shares}</span>
          </span>
          <Progress percent={Math.round((one.taken / one.shares) * 100)} size="small" showInfo={false} aria-label={t('lucky.taken')} />
        </div>
      ),
    },
    {
      key: 'fen',
      title: t('lucky.cost'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {yuan(one.takenFen)} <span className="muted">/ {yuan(one.totalFen)}</span>
        </span>
      ),
    },
    { key: 'until', title: t('lucky.until'), render: (_, one) => <Time iso={one.expiresAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <State tone={one.state === 'open' ? 'good' : 'quiet'}>{t(one.state === 'open' ? 'lucky.open' : 'lucky.over')}</State>
      ),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 8 }}>
          <Typography.Text copyable={{ text: `${window.location.origin}/packet?id=${one.id}`, tooltips: false }}>
            {t('lucky.link')}
          </Typography.Text>
          {mayWrite && one.state === 'open' && <EndButton packet={one} />}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.luckyPackets')} lead={t('lucky.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setSending(true)} data-testid="lucky-new">
            {t('lucky.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="lucky-packets">
        <DataTable<Packet>
          id="lucky-packets"
          columns={columns}
          rowKey="id"
          read={packets}
          page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
          empty={<Nothing title={t('lucky.none')} hint={t('lucky.noneHint')} />}
        />
      </div>
      {sending && <SendDialog onClose={() => setSending(false)} />}
    </>
  )
}

function EndButton({ packet }: { packet: Packet }) {
  const t = useT()
  const { modal } = App.useApp()
  const end = useWrite('endShopLuckyPacket', { stale: ['listLuckyPackets'], success: t('common.saved') })
  const ask = () =>
    modal.confirm({
      title: t('lucky.askEnd'),
      content: t('lucky.endHint', { count: packet.shares - packet.taken }),
      okText: t('lucky.end'),
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync({ id: packet.id }),
    })
  return (
    <Button size="small" type="text" danger onClick={ask}>
      {t('lucky.end')}
    </Button>
  )
}

interface Draft {
  kind: 'random' | 'fixed'
  totalFen: number | null
  shares: number
  hours: number
  wish: string
}
const fresh: Draft = { kind: 'random', totalFen: 10_000, shares: 20, hours: 24, wish: '' }

function SendDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [requestId] = useState(() => crypto.randomUUID())
  const [draft, setDraft] = useState(fresh)
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const send = useWrite('sendShopLuckyPacket', { stale: ['listLuckyPackets'], success: t('lucky.sent'), onDone: onClose })
  const { kind, totalFen, shares, hours, wish } = draft
  const good = totalFen !== null && totalFen >= shares && (kind === 'random' || totalFen % shares === 0)
  return (
    <Modal
      open
      title={t('lucky.new')}
      okText={t('lucky.send')}
      okButtonProps={{ disabled: !good, loading: send.isPending }}
      onOk={() => totalFen !== null && send.mutate({ requestId, kind, totalFen, shares, hours, wish: wish.trim() })}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('lucky.kind')}>
          <Radio.Group
            value={kind}
            onChange={(event) => change({ kind: event.target.value === 'fixed' ? 'fixed' : 'random' })}
            options={[
              { value: 'random', label: t('lucky.random') },
              { value: 'fixed', label: t('lucky.fixed') },
            ]}
          />
        </Form.Item>
        <Form.Item
          label={t('lucky.total')}
          validateStatus={good ? '' : 'error'}
          extra={good && totalFen !== null ? t('lucky.each', { amount: yuan(Math.floor(totalFen / shares)) }) : t('lucky.wrong')}
        >
          <MoneyInput fen={totalFen} onChange={(value) => change({ totalFen: value })} label={t('lucky.total')} min={0.01} />
        </Form.Item>
        <div className="row" style={{ gap: 24 }}>
          <Form.Item label={t('lucky.shares')} htmlFor="lucky-shares">
            <InputNumber<number>
              id="lucky-shares"
              min={1}
              max={500}
              precision={0}
              value={shares}
              onChange={(value) => change({ shares: value ?? 1 })}
            />
          </Form.Item>
          <Form.Item label={t('lucky.hours')} htmlFor="lucky-hours">
            <InputNumber<number>
              id="lucky-hours"
              min={1}
              max={168}
              precision={0}
              value={hours}
              onChange={(value) => change({ hours: value ?? 1 })}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('lucky.wish')} htmlFor="lucky-wish">
          <Input id="lucky-wish" maxLength={40} value={wish} onChange={(event) => change({ wish: event.target.value })} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
