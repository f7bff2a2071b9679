import { Form, Input, Modal, Select } from 'antd'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { afterSalesReads, type Request } from './words.ts'

interface Values {
  carrierCode: string
  trackingNumber: string
}

/** The parcel with the replacement. */
export function ReplacementDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const carriers = useRead('listCarriers')
  const ship = useWrite('shipReplacement', { stale: afterSalesReads, success: t('as.replaced'), onDone: onClose })
  return (
    <Modal open title={t('as.replace')} okButtonProps={{ loading: ship.isPending }} onOk={form.submit} onCancel={onClose}>
      <Form<Values> form={form} layout="vertical" onFinish={(values) => ship.mutate({ id: request.id, ...values })}>
        <Form.Item name="carrierCode" label={t('ship.carrier')} rules={[{ required: true, message: t('ship.carrierNeeded') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(carriers.data?.items ?? []).map((carrier) => ({ value: carrier.code, label: carrier.name }))}
          />
        </Form.Item>
        <Form.Item name="trackingNumber" label={t('ship.number')} rules={[{ required: true, message: t('ship.numberNeeded') }]}>
          <Input maxLength={32} className="num" autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
