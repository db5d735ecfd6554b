import { http } from "@skein/client";
import type { Params } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";

/** Friends, names for them, requests that wait and one who is blocked, of the first of the sample's people. */
export async function sampleContacts(url: string, of: (login: string) => TestPerson): Promise<void> {
  const me = of("yue");
  const ask = (from: TestPerson, to: TestPerson, greeting: string) =>
    http(url, "contact.request", { user: to.id, greeting }, from.token);
  for (const login of ["ann", "zhangwei", "mina", "tomas", "xiaoyan"]) {
    await ask(of(login), me, "");
    await http(url, "contact.answer", { user: of(login).id, accept: true }, me.token);
  }
  const remark = (params: Params<"contact.remark">) => http(url, "contact.remark", params, me.token);
  await remark({ user: of("xiaoyan").id, remark: "雁子（摄影班）" });
  await remark({ user: of("tomas").id, remark: "Tom from the garden" });
  await ask(of("noah"), me, "Noah here, from the tide station. Mina gave me your name!");
  await ask(me, of("layla"), "مرحبا، أنا لين يويه");
}
