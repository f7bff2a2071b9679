import { PrinterOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { newKey } from '../../api/form.ts'
import { messageOf } from '../../api/message.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { State } from '../../ui/tone.tsx'
import { deviceKey, deviceTone } from './words.ts'

/** Slips of one order, on the printers that are chosen. */
export function PrintButton({ orderId }: { orderId: string }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<PrinterOutlined />} onClick={() => setOpen(true)} data-testid="order-print">
        {t('print.order')}
      </Button>
      {open && <PrintDialog orderId={orderId} onClose={() => setOpen(false)} />}
    </>
  )
}

function PrintDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const t = useT()
  const printers = useRead('listPrinters')
  const items = (printers.data?.items ?? []).filter((one) => one.state !== 'adding')
  const [requestId, setRequest] = useState(newKey)
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const printerIds = chosen ?? items.filter((one) => one.kind === 'receipt').map((one) => one.id)
  const print = useWrite('printOrder', {
    stale: ['listPrintJobs', 'listPrinters'],
    success: t('print.ordered'),
    onDone: onClose,
    onError: (failure) => {
      setError(failure)
      setRequest(newKey())
      return true
    },
  })
  return (
    <Modal
      open
      title={t('print.order')}
      okText={t('print.go')}
      okButtonProps={{ disabled: printerIds.length === 0 || items.length === 0, loading: print.isPending }}
      onOk={() => print.mutate({ id: orderId, requestId, printerIds })}
      onCancel={onClose}
    >
      <div className="stack-tight" data-testid="print-dialog">
        {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
        {printers.error && !printers.data && <Problem error={printers.error} onRetry={() => void printers.refetch()} />}
        {!printers.data && !printers.error && <Skeleton active paragraph={{ rows: 2 }} />}
        {printers.data && items.length === 0 && (
          <Nothing title={t('printer.none')} hint={t('printer.noneHint')}>
            <Link to="/settings/printers">{t('nav.printers')}</Link>
          </Nothing>
        )}
        <Checkbox.Group
          className="stack-tight"
          value={printerIds}
          onChange={(ids) => {
            setError(null)
            setChosen(ids)
          }}
          options={items.map((one) => ({
            value: one.id,
            label: (
              <span className="row-tight">
                {one.name}
                <State tone={deviceTone[one.state]}>{t(deviceKey[one.state])}</State>
              </span>
            ),
          }))}
        />
      </div>
    </Modal>
  )
}
