import { SendOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import type { Input as OperationInput, Item } from '../../api/api.ts'
import { newKey } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { CouponSelect } from './coupon-select.tsx'

type Grant = Item<'listCouponGrants'>
type Kind = Grant['audience']
const kindKey: Record<Kind, Key> = {
  all: 'grant.all',
  bought: 'grant.bought',
  not_bought: 'grant.notBought',
  phones: 'grant.phones',
}

/** Gives a coupon to many at once, and shows how far each grant has come. */
export function GrantsPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const grants = useRead('listCouponGrants', { page: Number(url.page), pageSize: 20 }, { refetchInterval: 5000 })
  const columns: Column<Grant>[] = [
    { key: 'title', title: t('coupon.coupon'), render: (_, grant) => grant.title },
    { key: 'audience', title: t('grant.audience'), name: t('grant.audience'), render: (_, grant) => t(kindKey[grant.audience]) },
    {
      key: 'granted',
      title: t('grant.granted'),
      align: 'right',
      render: (_, grant) => (
        <span className="num">
          {grant.granted} <span className="muted">/ {grant.seen}</span>
        </span>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, grant) => (
        <State tone={grant.state === 'done' ? 'good' : 'info'}>{t(grant.state === 'done' ? 'grant.done' : 'grant.running')}</State>
      ),
    },
    { key: 'staff', title: t('grant.by'), name: t('grant.by'), render: (_, grant) => grant.staffName },
    { key: 'at', title: t('codes.createdAt'), name: t('codes.createdAt'), render: (_, grant) => <Time iso={grant.createdAt} /> },
  ]
  return (
    <>
      <PageHead title={t('nav.grants')} lead={t('grant.lead')} />
      {mayWrite && <NewGrant />}
      <div className="card table-card" data-testid="grants">
        <DataTable<Grant>
          id="grants"
          columns={columns}
          rowKey="id"
          read={grants}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('grant.none')} hint={t('grant.noneHint')} />}
        />
      </div>
    </>
  )
}

function NewGrant() {
  const t = useT()
  const { modal } = App.useApp()
  const [templateId, setTemplate] = useState('')
  const [kind, setKind] = useState<Kind>('bought')
  const [minOrders, setMin] = useState(1)
  const [text, setText] = useState('')
  const [requestId, setKey] = useState(newKey)
  const phones = [...new Set(text.match(/1[3-9]\d{9}/g) ?? [])].slice(0, 1000)
  const start = useWrite('createCouponGrant', {
    stale: ['listCouponGrants', 'listCouponTemplates'],
    success: t('grant.started'),
    onDone: () => {
      setKey(newKey())
      setText('')
    },
  })
  const send = () =>
    modal.confirm({
      title: t('grant.ask', { audience: t(kindKey[kind]) }),
      content: t('grant.askHint'),
      okText: t('grant.send'),
      onOk: () => start.mutate({ requestId, templateId, audience: audienceOf(kind, { minOrders, phones }) }),
    })
  return (
    <div className="card" style={{ padding: 20, marginBottom: 16 }}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('coupon.coupon')} required>
          <CouponSelect value={templateId} label={t('coupon.coupon')} onChange={setTemplate} />
        </Form.Item>
        <Form.Item label={t('grant.audience')}>
          <Radio.Group
            value={kind}
            onChange={(event) => setKind(event.target.value)}
            options={(['bought', 'not_bought', 'all', 'phones'] as const).map((value) => ({ value, label: t(kindKey[value]) }))}
          />
        </Form.Item>
        {kind === 'bought' && (
          <Form.Item label={t('grant.minOrders')}>
            <InputNumber<number>
              min={1}
              max={1000}
              precision={0}
              value={minOrders}
              aria-label={t('grant.minOrders')}
              onChange={(next) => setMin(next ?? 1)}
            />
          </Form.Item>
        )}
        {kind === 'phones' && (
          <Form.Item label={t('grant.phonesLabel')} extra={t('grant.phonesHint', { count: phones.length })}>
            <Input.TextArea rows={4} value={text} aria-label={t('grant.phonesLabel')} onChange={(event) => setText(event.target.value)} />
          </Form.Item>
        )}
        <Button
          type="primary"
          icon={<SendOutlined />}
          disabled={templateId === '' || (kind === 'phones' && phones.length === 0)}
          loading={start.isPending}
          onClick={send}
          data-testid="grant-send"
        >
          {t('grant.send')}
        </Button>
      </Form>
    </div>
  )
}

function audienceOf(kind: Kind, more: { minOrders: number; phones: string[] }): OperationInput<'createCouponGrant'>['audience'] {
  if (kind === 'bought') return { kind, minOrders: more.minOrders }
  return kind === 'phones' ? { kind, phones: more.phones } : { kind }
}
