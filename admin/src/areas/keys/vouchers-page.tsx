import { App, Button, Descriptions, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item, Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { useCan } from '../../app/me.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Voucher = Reply<'findVoucher'>
type Row = Item<'listSecrets'>

const stateKey = { free: 'voucher.free', delivered: 'voucher.usable', used: 'voucher.used', void: 'voucher.void' } as const
const tone: Record<Row['state'], Tone> = { free: 'quiet', delivered: 'good', used: 'quiet', void: 'bad' }

/** At the counter: the code is looked up, shown, and then verified, once. */
export function VouchersPage() {
  const t = useT()
  const can = useCan()
  const { modal } = App.useApp()
  const [code, setCode] = useState('')
  const [voucher, setVoucher] = useState<Voucher | null>(null)
  const find = useWrite('findVoucher', { onDone: setVoucher })
  const verify = useWrite('verifyVoucher', { stale: ['listSecrets'], success: t('voucher.verified'), onDone: setVoucher })
  const ask = () =>
    void modal.confirm({
      title: t('voucher.confirm'),
      content: `${voucher?.title ?? ''} ${voucher?.options.join(' / ') ?? ''}`,
      okText: t('voucher.verify'),
      onOk: () => verify.mutate({ code }),
    })
  return (
    <>
      <PageHead title={t('nav.vouchers')} lead={t('voucher.lead')} />
      <section className="card card-pad stack" style={{ maxWidth: 760 }}>
        <Input.Search
          value={code}
          maxLength={30}
          size="large"
          inputMode="numeric"
          placeholder={t('voucher.code')}
          aria-label={t('voucher.code')}
          enterButton={t('voucher.find')}
          loading={find.isPending}
          onChange={(event) => {
            setCode(event.target.value)
            setVoucher(null)
          }}
          onSearch={(text) => text.trim().length >= 8 && find.mutate({ code: text.trim() })}
        />
        {voucher && (
          <div className="stack-tight" data-testid="voucher">
            <Descriptions
              column={1}
              items={[
                { key: 'title', label: t('keys.sku'), children: [voucher.title, ...voucher.options].join(' · ') },
                {
                  key: 'state',
                  label: t('orders.state'),
                  children: <State tone={tone[voucher.state]}>{t(stateKey[voucher.state])}</State>,
                },
                { key: 'at', label: t('voucher.deliveredAt'), children: <Time iso={voucher.deliveredAt} /> },
                ...(voucher.endedAt ? [{ key: 'end', label: t('voucher.endedAt'), children: <Time iso={voucher.endedAt} /> }] : []),
              ]}
            />
            {voucher.state === 'delivered' && (
              <Button type="primary" size="large" loading={verify.isPending} onClick={ask} data-testid="voucher-verify">
                {t('voucher.verify')}
              </Button>
            )}
          </div>
        )}
      </section>
      {can('card-key.read') && <Recent />}
    </>
  )
}

function Recent() {
  const t = useT()
  const [url, setUrl] = useUrlState({ page: '1' })
  const list = useRead('listSecrets', { kind: 'voucher', page: Number(url.page), pageSize: 20 })
  const columns: Column<Row>[] = [
    { key: 'hint', title: t('voucher.hint'), render: (_, row) => <span className="num">{row.hint}</span> },
    { key: 'state', title: t('orders.state'), render: (_, row) => <State tone={tone[row.state]}>{t(stateKey[row.state])}</State> },
    {
      key: 'order',
      title: t('nav.order'),
      name: t('nav.order'),
      render: (_, row) =>
        row.orderId && (
          <Link className="link" to={`/orders/${row.orderId}`}>
            {t('voucher.toOrder')}
          </Link>
        ),
    },
    { key: 'at', title: t('voucher.deliveredAt'), name: t('voucher.deliveredAt'), render: (_, row) => <Time iso={row.deliveredAt} /> },
    { key: 'end', title: t('voucher.endedAt'), name: t('voucher.endedAt'), render: (_, row) => <Time iso={row.endedAt} /> },
    { key: 'staff', title: t('voucher.staff'), name: t('voucher.staff'), render: (_, row) => row.staffName || '—' },
  ]
  return (
    <div className="card table-card" data-testid="vouchers">
      <DataTable<Row>
        id="vouchers"
        columns={columns}
        rowKey="id"
        read={list}
        page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
        empty={<Nothing title={t('voucher.none')} />}
      />
    </div>
  )
}
