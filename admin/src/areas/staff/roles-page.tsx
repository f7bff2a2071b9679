import { CheckOutlined } from '@ant-design/icons'
import { Skeleton, Table } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { permissionKey } from './permission.ts'
import { roleKey, roles } from './role.ts'

/** Which role may do what. */
export function RolesPage() {
  const t = useT()
  const read = useRead('listRoles')
  const granted = new Map(read.data?.items.map(({ role, permissions }) => [role, new Set(permissions)]))
  const all = [...new Set(read.data?.items.flatMap(({ permissions }) => permissions))].toSorted()
  const textOf = (permission: string) => {
    const key = permissionKey[permission]
    return key ? t(key) : permission
  }
  return (
    <>
      <PageHead title={t('nav.roles')} lead={t('staff.rolesLead')} />
      <div className="card table-card" data-testid="roles">
        {read.error && !read.data && <Problem error={read.error} onRetry={() => void read.refetch()} />}
        {!read.data && !read.error && <Skeleton active style={{ padding: 16 }} />}
        {read.data && (
          <Table
            size="small"
            rowKey="permission"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={all.map((permission) => ({ permission }))}
            columns={[
              {
                title: t('staff.permission'),
                dataIndex: 'permission',
                fixed: 'left',
                render: (permission: string) => (
                  <div>
                    {textOf(permission)}
                    <div className="small muted num">{permission}</div>
                  </div>
                ),
              },
              ...roles.map((role) => ({
                title: t(roleKey[role]),
                key: role,
                align: 'center' as const,
                render: (_: unknown, { permission }: { permission: string }) =>
                  granted.get(role)?.has(permission) ? (
                    <CheckOutlined style={{ color: 'var(--good)' }} aria-label={t('staff.may')} />
                  ) : (
                    <span className="muted" aria-label={t('staff.mayNot')}>
                      –
                    </span>
                  ),
              })),
            ]}
          />
        )}
      </div>
    </>
  )
}
