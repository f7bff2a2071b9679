import { ArrowUpOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'

type Carrier = Item<'listCarriers'>

/** The carriers staff choose from when they ship, in this order. */
export function CarriersPage() {
  const t = useT()
  const mayWrite = useCan()('settings.write')
  const { modal } = App.useApp()
  const carriers = useRead('listCarriers')
  const [editing, setEditing] = useState<Carrier | 'new' | null>(null)
  const save = useWrite('putCarriers', { stale: ['listCarriers'], success: t('common.saved'), onDone: () => setEditing(null) })
  const items = carriers.data?.items ?? []
  const remove = (carrier: Carrier) =>
    modal.confirm({
      title: t('carrier.removeAsk', { name: carrier.name }),
      content: t('carrier.removeHint'),
      okText: t('common.remove'),
      okButtonProps: { danger: true },
      onOk: () => save.mutateAsync({ items: items.filter((one) => one.code !== carrier.code) }),
    })
  const raise = (at: number) => {
    const [one] = items.slice(at, at + 1)
    if (one) save.mutate({ items: [...items.slice(0, at - 1), one, ...items.slice(at - 1, at), ...items.slice(at + 1)] })
  }
  const columns: Column<Carrier>[] = [
    { key: 'name', title: t('ship.carrier'), render: (_, carrier) => carrier.name },
    { key: 'code', title: t('carrier.code'), render: (_, carrier) => <code>{carrier.code}</code> },
    {
      key: 'phone',
      title: t('carrier.phone'),
      render: (_, carrier) => (
        <a href={`tel:${carrier.phone}`} className="num">
          {carrier.phone}
        </a>
      ),
    },
    {
      key: 'codes',
      title: t('carrier.codes'),
      render: (_, carrier) => <code>{[carrier.kuaidi100, carrier.kdniao].filter(Boolean).join(' · ') || '—'}</code>,
    },
  ]
  if (mayWrite)
    columns.push({
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, carrier, at) => (
        <span className="row-tight">
          <Button
            type="text"
            size="small"
            icon={<ArrowUpOutlined />}
            aria-label={t('carrier.raise')}
            disabled={at === 0}
            onClick={() => raise(at)}
          />
          <Button type="link" size="small" onClick={() => setEditing(carrier)}>
            {t('common.edit')}
          </Button>
          <Button type="link" size="small" danger onClick={() => remove(carrier)}>
            {t('common.remove')}
          </Button>
        </span>
      ),
    })
  return (
    <>
      <PageHead title={t('nav.carriers')} lead={t('carrier.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
            {t('carrier.add')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card">
        <DataTable<Carrier> id="carriers" columns={columns} rowKey="code" read={carriers} empty={<Nothing title={t('carrier.none')} />} />
      </div>
      {editing && (
        <CarrierDialog
          carrier={editing === 'new' ? undefined : editing}
          saving={save.isPending}
          onSave={(next) =>
            save.mutate({ items: editing === 'new' ? [...items, next] : items.map((one) => (one.code === editing.code ? next : one)) })
          }
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

const fields: { name: keyof Carrier; label: Key; needed?: true; pattern?: RegExp }[] = [
  { name: 'name', label: 'ship.carrier', needed: true },
  { name: 'code', label: 'carrier.code', needed: true, pattern: /^[A-Z0-9]{2,20}$/ },
  { name: 'phone', label: 'carrier.phone' },
  { name: 'kuaidi100', label: 'carrier.kuaidi100' },
  { name: 'kdniao', label: 'carrier.kdniao' },
  { name: 'wechat', label: 'carrier.wechat' },
]

interface DialogProps {
  carrier: Carrier | undefined
  saving: boolean
  onSave: (carrier: Carrier) => void
  onClose: () => void
}

function CarrierDialog({ carrier, saving, onSave, onClose }: DialogProps) {
  const t = useT()
  const [form] = Form.useForm<Carrier>()
  const blank: Carrier = { code: '', name: '', phone: '', kuaidi100: '', kdniao: '', wechat: '' }
  return (
    <Modal
      open
      title={t(carrier ? 'carrier.edit' : 'carrier.add')}
      okText={t('common.save')}
      okButtonProps={{ loading: saving }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Carrier> form={form} layout="vertical" requiredMark={false} initialValues={carrier ?? blank} onFinish={onSave}>
        {fields.map(({ name, label, needed, pattern }) => (
          <Form.Item
            key={name}
            name={name}
            label={t(label)}
            rules={[
              ...(needed ? [{ required: true, message: t('carrier.needed') }] : []),
              ...(pattern ? [{ pattern, message: t('carrier.codeWrong') }] : []),
            ]}
          >
            <Input maxLength={40} disabled={name === 'code' && carrier !== undefined} />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  )
}
