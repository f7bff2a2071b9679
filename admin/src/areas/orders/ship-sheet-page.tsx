import { CloudUploadOutlined } from '@ant-design/icons'
import { Alert, Table, Upload } from 'antd'
import { useState } from 'react'
import { adminRequests } from '../../../../clients/admin/client.ts'
import type { Reply } from '../../api/api.ts'
import { messageOf } from '../../api/message.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DownloadButton } from '../../ui/download-button.tsx'
import { PageHead } from '../../ui/page-head.tsx'

type Report = Reply<'importShipments'>

/** Ships by spreadsheet: each row is an order; the report says what became of every row. */
export function ShipSheetPage() {
  const t = useT()
  const [report, setReport] = useState<Report | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const upload = useWrite('importShipments', {
    stale: ['listAdminOrders', 'countAdminOrders', 'getAdminOrder'],
    onDone: setReport,
    onError: (failure) => {
      setError(failure)
      return true
    },
  })
  const send = (file: File) => {
    setReport(null)
    setError(null)
    upload.mutate({ file })
  }
  return (
    <>
      <PageHead title={t('nav.shipSheet')} lead={t('shipSheet.lead')}>
        <DownloadButton request={adminRequests.downloadShipTemplate()} name="shipments.xlsx">
          {t('shipSheet.template')}
        </DownloadButton>
      </PageHead>
      <div className="card card-pad stack">
        <Upload.Dragger
          accept=".xlsx"
          maxCount={1}
          showUploadList={false}
          disabled={upload.isPending}
          beforeUpload={(file) => {
            send(file)
            return false
          }}
        >
          <p style={{ fontSize: 40, color: 'var(--ink3)' }}>
            <CloudUploadOutlined />
          </p>
          <p className="strong">{t('import.drop')}</p>
          <p className="muted">{t('shipSheet.hint')}</p>
        </Upload.Dragger>
        {upload.isPending && <Alert type="info" showIcon title={t('shipSheet.working')} />}
        {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
        {report && <Rows report={report} />}
      </div>
    </>
  )
}

function Rows({ report }: { report: Report }) {
  const t = useT()
  const { shipped, repeated, failed } = report
  const words = { shipped: t('shipSheet.shipped'), repeated: t('shipSheet.repeated'), failed: t('shipSheet.failed') }
  return (
    <div className="stack" data-testid="ship-report">
      <Alert type={failed > 0 ? 'warning' : 'success'} showIcon title={t('shipSheet.sum', { shipped, repeated, failed })} />
      <Table
        size="small"
        rowKey="row"
        dataSource={report.rows}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t('import.row'), dataIndex: 'row', align: 'right' },
          { title: t('shipSheet.number'), dataIndex: 'number' },
          { title: t('shipSheet.result'), dataIndex: 'result', render: (result: keyof typeof words) => words[result] },
          { title: t('import.problem'), dataIndex: 'message', render: (text: string) => text || '—' },
        ]}
      />
    </div>
  )
}
