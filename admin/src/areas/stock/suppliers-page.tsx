import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Input as OperationInput, Item } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { pick } from '../../ui/keys.ts'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Supplier = Item<'listSuppliers'>

export function SuppliersPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Supplier | 'new' | null>(null)
  const suppliers = useRead('listSuppliers', { page: Number(url.page), pageSize: 20 })
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="supplier-new">
      {t('supplier.new')}
    </Button>
  )
  const columns: Column<Supplier>[] = [
    { key: 'name', title: t('supplier.name'), render: (_, supplier) => <span className="strong">{supplier.name}</span> },
    { key: 'contact', title: t('supplier.contact'), name: t('supplier.contact'), render: (_, supplier) => supplier.contact || '—' },
    {
      key: 'phone',
      title: t('supplier.phone'),
      name: t('supplier.phone'),
      render: (_, supplier) => <span className="num">{supplier.phone || '—'}</span>,
    },
    {
      key: 'open',
      title: t('supplier.openPurchases'),
      align: 'right',
      render: (_, supplier) => (
        <Link className="link num" to={`/stock/purchases?supplierId=${supplier.id}`}>
          {supplier.openPurchases}
        </Link>
      ),
    },
    { key: 'note', title: t('paper.note'), name: t('paper.note'), render: (_, supplier) => supplier.note },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, supplier) => (
        <State tone={supplier.active ? 'good' : 'quiet'}>{t(supplier.active ? 'supplier.active' : 'supplier.inactive')}</State>
      ),
    },
  ]
  if (mayWrite)
    columns.push({
      key: 'edit',
      title: '',
      align: 'right',
      render: (_, supplier) => (
        <Button size="small" onClick={() => setEditing(supplier)}>
          {t('common.edit')}
        </Button>
      ),
    })
  return (
    <>
      <PageHead title={t('nav.suppliers')} lead={t('supplier.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="suppliers">
        <DataTable<Supplier>
          id="suppliers"
          columns={columns}
          rowKey="id"
          read={suppliers}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={
            <Nothing title={t('supplier.none')} hint={t('supplier.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {editing && <SupplierDialog supplier={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

type Values = OperationInput<'createSupplier'>

function SupplierDialog({ supplier, onClose }: { supplier: Supplier | undefined; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const options = { stale: ['listSuppliers' as const], success: t('supplier.saved'), onDone: onClose, onError: useFormError(form) }
  const create = useWrite('createSupplier', options)
  const update = useWrite('updateSupplier', options)
  const initial = supplier ? pick(supplier, ['name', 'contact', 'phone', 'note', 'active']) : { active: true }
  return (
    <Modal
      open
      title={t(supplier ? 'supplier.edit' : 'supplier.new')}
      confirmLoading={create.isPending || update.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values) => (supplier ? update.mutate({ id: supplier.id, ...values }) : create.mutate(values))}
      >
        <Form.Item name="name" label={t('supplier.name')} rules={[{ required: true, whitespace: true, message: t('location.nameNeeded') }]}>
          <Input maxLength={60} autoFocus data-testid="supplier-name" />
        </Form.Item>
        <Form.Item name="contact" label={t('supplier.contact')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="phone" label={t('supplier.phone')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="note" label={t('paper.note')}>
          <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name="active" label={t('supplier.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  )
}
