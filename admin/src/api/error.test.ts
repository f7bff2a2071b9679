import { expect, test } from 'vitest'
import { errorFrom, fieldIssues } from './error.ts'

test('the code, message, detail and request id of a refusal are kept', () => {
  const error = errorFrom(
    409,
    JSON.stringify({ error: { code: 'stock_short', message: '库存不足', detail: { skuId: 'x' }, requestId: 'r1' } }),
  )
  expect(error).toMatchObject({ status: 409, code: 'stock_short', message: '库存不足', detail: { skuId: 'x' }, requestId: 'r1' })
})

test('a page that is no answer of ours becomes an error that names the status', () => {
  expect(errorFrom(502, '<html>Bad gateway</html>')).toMatchObject({ status: 502, code: 'http' })
})

test('faults of fields are found under the name the form uses', () => {
  const error = errorFrom(
    400,
    JSON.stringify({
      error: {
        code: 'input_invalid',
        message: '',
        detail: { where: 'body', issues: [{ path: 'rates.0.firstFen', message: 'too small' }] },
      },
    }),
  )
  expect(fieldIssues(error)).toEqual([{ path: ['rates', 0, 'firstFen'], message: 'too small' }])
  expect(fieldIssues(new Error('x'))).toEqual([])
})
