import { CloudUploadOutlined, FileExcelOutlined } from '@ant-design/icons'
import { Alert, Button, Statistic, Steps, Table, Upload } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { adminRequests } from '../../../../clients/admin/client.ts'
import type { Reply } from '../../api/api.ts'
import { messageOf } from '../../api/message.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DownloadButton } from '../../ui/download-button.tsx'
import { PageHead } from '../../ui/page-head.tsx'

type Report = Reply<'importProducts'>

/** A spreadsheet is checked first and then imported: all rows or none, with a report that names every faulty cell. */
export function ImportPage() {
  const t = useT()
  const [file, setFile] = useState<File | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  const options = {
    onDone: setReport,
    onError: (failure: Error) => {
      setError(failure)
      return true
    },
  }
  const check = useWrite('importProducts', options)
  const apply = useWrite('importProducts', { ...options, stale: ['listAdminProducts', 'listAdminCategories', 'listStock'] })
  const choose = (chosen: File | null) => {
    setFile(chosen)
    setReport(null)
    setError(null)
    if (chosen) check.mutate({ file: chosen, dryRun: 'true' })
  }
  const bad = error !== null || (report !== null && report.problems.length > 0)
  const step = report?.applied ? 3 : report && !bad ? 2 : file ? 1 : 0
  return (
    <>
      <PageHead title={t('nav.import')} lead={t('import.lead')}>
        <DownloadButton request={adminRequests.exportProducts()} name="products.xlsx">
          {t('import.exportAll')}
        </DownloadButton>
        <DownloadButton request={adminRequests.downloadImportTemplate()} name="import-template.xlsx">
          {t('import.template')}
        </DownloadButton>
      </PageHead>
      <div className="card card-pad stack">
        <Steps
          size="small"
          current={step}
          status={bad ? 'error' : 'process'}
          items={[{ title: t('import.choose') }, { title: t('import.check') }, { title: t('import.confirm') }, { title: t('import.done') }]}
        />
        {!file && (
          <Upload.Dragger
            accept=".xlsx"
            maxCount={1}
            showUploadList={false}
            beforeUpload={(chosen) => {
              choose(chosen)
              return false
            }}
            data-testid="import-drop"
          >
            <p style={{ fontSize: 40, color: 'var(--ink3)' }}>
              <CloudUploadOutlined />
            </p>
            <p className="strong">{t('import.drop')}</p>
            <p className="muted">{t('import.dropHint')}</p>
          </Upload.Dragger>
        )}
        {file && (
          <div className="row">
            <FileExcelOutlined style={{ fontSize: 22, color: 'var(--good)' }} />
            <span className="strong">{file.name}</span>
            <span className="muted">{Math.max(1, Math.round(file.size / 1024))} KB</span>
            <span className="spring" />
            <Button onClick={() => choose(null)} disabled={check.isPending || apply.isPending}>
              {t('import.other')}
            </Button>
            {report && !report.applied && report.problems.length === 0 && (
              <Button
                type="primary"
                loading={apply.isPending}
                onClick={() => apply.mutate({ file, dryRun: 'false' })}
                data-testid="import-apply"
              >
                {t('import.apply', { count: report.products })}
              </Button>
            )}
          </div>
        )}
        {check.isPending && <Alert type="info" showIcon title={t('import.checking')} />}
        {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
        {report && <ReportView report={report} />}
      </div>
    </>
  )
}

function ReportView({ report }: { report: Report }) {
  const t = useT()
  const bad = report.problems.length > 0
  return (
    <div className="stack" data-testid="import-report">
      {report.applied && (
        <Alert type="success" showIcon title={t('import.applied')} action={<Link to="/products">{t('import.toProducts')}</Link>} />
      )}
      {bad && (
        <Alert
          type="error"
          showIcon
          title={t('import.problems', { count: report.problems.length })}
          description={t('import.problemsHint')}
        />
      )}
      {!bad && !report.applied && <Alert type="success" showIcon title={t('import.fine')} />}
      <div className="row" style={{ gap: 40 }}>
        <Statistic title={t('import.products')} value={report.products} />
        <Statistic title={t('import.skus')} value={report.skus} />
        <Statistic title={t(report.applied ? 'import.createdNow' : 'import.created')} value={report.created} />
        <Statistic title={t(report.applied ? 'import.updatedNow' : 'import.updated')} value={report.updated} />
      </div>
      {bad && (
        <Table
          size="small"
          rowKey={(problem) => `${problem.sheet} ${problem.row} ${problem.column} ${problem.code}`}
          dataSource={report.problems}
          scroll={{ x: 'max-content' }}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          columns={[
            { title: t('import.sheet'), dataIndex: 'sheet' },
            { title: t('import.row'), dataIndex: 'row', align: 'right' },
            { title: t('import.column'), dataIndex: 'column' },
            { title: t('import.value'), dataIndex: 'value', render: (value: string) => <code>{value || '—'}</code> },
            { title: t('import.problem'), dataIndex: 'message' },
          ]}
        />
      )}
    </div>
  )
}
