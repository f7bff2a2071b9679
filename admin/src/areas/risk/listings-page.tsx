import { PlusOutlined } from '@ant-design/icons'
import { App, Button, DatePicker, Form, Input, Modal, Radio, Segmented, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Input as OperationInput, Item } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { dimensions } from './words.tsx'

type Listing = Item<'listRiskListings'>
type Wish = OperationInput<'putRiskListing'>
type List = Wish['list']

/** Who is always let through, and who never. */
export function ListingsPage() {
  const t = useT()
  const { modal } = App.useApp()
  const mayWrite = useCan()('risk.write')
  const [url, setUrl] = useUrlState({ page: '1', list: 'block' })
  const [adding, setAdding] = useState(false)
  const list: List = url.list === 'allow' ? 'allow' : 'block'
  const listings = useRead('listRiskListings', { page: Number(url.page), pageSize: 20, list })
  const remove = useWrite('deleteRiskListing', { stale: ['listRiskListings'], success: t('risk.removed') })
  const ask = (one: Listing) =>
    modal.confirm({
      title: t('risk.removeAsk', { label: one.label }),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id: one.id }),
    })
  const columns: Column<Listing>[] = [
    { key: 'dimension', title: t('risk.dimension'), render: (_, one) => t(dimensions[one.dimension]) },
    { key: 'label', title: t('risk.value'), render: (_, one) => <span className="num">{one.label}</span> },
    { key: 'list', title: t('risk.listed'), render: (_, one) => <Listed one={one} /> },
    { key: 'note', title: t('risk.note'), render: (_, one) => one.note || <span className="muted">—</span> },
    { key: 'until', title: t('risk.until'), render: (_, one) => (one.until ? <Time iso={one.until} /> : t('risk.forever')) },
    { key: 'by', title: t('risk.by'), render: (_, one) => <By one={one} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        mayWrite && (
          <Button size="small" type="text" danger onClick={() => ask(one)} data-testid="risk-unlist">
            {t('common.delete')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.riskLists')} lead={t('risk.listsLead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)} data-testid="risk-list-new">
            {t('risk.listNew')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="risk-lists">
        <DataTable<Listing>
          id="risk-lists"
          columns={columns}
          rowKey="id"
          read={listings}
          toolbar={
            <Segmented<List>
              value={list}
              options={[
                { value: 'block', label: t('risk.list.block') },
                { value: 'allow', label: t('risk.list.allow') },
              ]}
              onChange={(value) => setUrl({ list: value, page: '1' })}
            />
          }
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t(list === 'block' ? 'risk.blockNone' : 'risk.allowNone')} hint={t('risk.listsNoneHint')} />}
        />
      </div>
      {adding && <AddDialog list={list} onClose={() => setAdding(false)} />}
    </>
  )
}

function Listed({ one }: { one: Listing }) {
  const t = useT()
  return <State tone={one.list === 'block' ? 'bad' : 'good'}>{t(one.list === 'block' ? 'risk.list.block' : 'risk.list.allow')}</State>
}

function By({ one }: { one: Listing }) {
  return (
    <div>
      <div>{one.staffName}</div>
      <div className="muted small">
        <Time iso={one.createdAt} />
      </div>
    </div>
  )
}

interface Values extends Omit<Wish, 'until'> {
  until: Dayjs | null
}

function AddDialog({ list, onClose }: { list: List; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const add = useWrite('putRiskListing', {
    stale: ['listRiskListings'],
    success: t('common.saved'),
    onDone: onClose,
    onError: useFormError(form),
  })
  const save = ({ until, ...wish }: Values) => add.mutate({ ...wish, until: until?.toISOString() ?? null })
  return (
    <Modal
      open
      onCancel={onClose}
      title={t('risk.listNew')}
      okText={t('common.save')}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ list, dimension: 'phone', value: '', note: '', until: null }}
        onFinish={save}
        requiredMark={false}
      >
        <Form.Item name="list" label={t('risk.listed')}>
          <Radio.Group
            options={[
              { value: 'block', label: t('risk.list.block') },
              { value: 'allow', label: t('risk.list.allow') },
            ]}
          />
        </Form.Item>
        <Form.Item name="dimension" label={t('risk.dimension')}>
          <Select options={(['phone', 'shopper', 'device', 'ip'] as const).map((value) => ({ value, label: t(dimensions[value]) }))} />
        </Form.Item>
        <Form.Item
          name="value"
          label={t('risk.value')}
          extra={t('risk.valueHint')}
          rules={[{ required: true, message: t('risk.valueNeeded') }]}
        >
          <Input maxLength={64} data-testid="risk-value" />
        </Form.Item>
        <Form.Item name="note" label={t('risk.note')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="until" label={t('risk.until')} extra={t('risk.untilHint')}>
          <DatePicker showTime style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
