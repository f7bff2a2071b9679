import { Cascader, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { shopApi } from '../../api/api.ts'
import { newKey, useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { useProvinces } from '../settings/use-regions.ts'
import { orderReads } from './order-reads.ts'

type Order = Reply<'getAdminOrder'>
interface Option {
  value: string
  label: string
  isLeaf: boolean
  children?: Option[]
}
interface Values {
  name: string
  phone: string
  region: string[]
  detail: string
  reason: string
}

/** Where an order goes instead, until it is shipped. */
export function AddressDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT()
  const [key] = useState(newKey)
  const [form] = Form.useForm<Values>()
  const onError = useFormError(form)
  const provinces = useProvinces()
  const [below, setBelow] = useState<Record<string, Option[]>>({})
  const edit = useWrite('editOrderAddress', { stale: orderReads, success: t('addressEdit.done'), onDone: onClose, onError })
  const withChildren = (option: Option): Option => {
    const children = below[option.value]
    return children ? { ...option, children: children.map(withChildren) } : option
  }
  const options = provinces.map(({ code, name }) => withChildren({ value: code, label: name, isLeaf: false }))
  const load = async (path: Option[]) => {
    const parent = path.at(-1)?.value
    if (!parent || below[parent]) return
    const { items } = await shopApi.listRegions({ parent })
    setBelow((now) => ({ ...now, [parent]: items.map(({ code, name }) => ({ value: code, label: name, isLeaf: !code.endsWith('00') })) }))
  }
  const { name, phone, detail, districtCode, province, city, district } = order.address
  const submit = ({ region, ...values }: Values) =>
    edit.mutate({ id: order.id, requestId: key, ...values, districtCode: region.at(-1) ?? districtCode })
  return (
    <Modal
      open
      title={t('addressEdit.title')}
      okText={t('common.save')}
      confirmLoading={edit.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="muted">{t('addressEdit.hint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ name, phone, detail, region: [districtCode], reason: '' }}
      >
        <Form.Item name="name" label={t('orders.receiver')} rules={[{ required: true }]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="phone" label={t('addressEdit.phone')} rules={[{ required: true }]}>
          <Input maxLength={13} />
        </Form.Item>
        <Form.Item name="region" label={t('addressEdit.region')} rules={[{ required: true }]}>
          <Cascader<Option>
            options={options}
            loadData={(path) => void load(path)}
            displayRender={(labels) => (labels.length > 1 ? labels.join(' ') : `${province} ${city} ${district}`)}
          />
        </Form.Item>
        <Form.Item name="detail" label={t('addressEdit.detail')} rules={[{ required: true, min: 2 }]}>
          <Input.TextArea maxLength={120} />
        </Form.Item>
        <Form.Item name="reason" label={t('order.reason')} rules={[{ required: true, min: 2 }]}>
          <Input maxLength={100} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
