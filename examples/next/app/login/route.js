import { logIn } from '../../login'

export async function POST(request) {
  const { name } = await request.json()
  return Response.json(logIn(name))
}
