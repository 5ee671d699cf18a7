// At the door: a wrong password, and an account that must wait.
const tell = async (story) => {
  const visitor = await story.guest("clerk");
  await visitor.go("/sign-in");
  await visitor.look("sign-in");
  await visitor.signIn("không phải mật khẩu");
  await visitor.sees("Tên đăng nhập hoặc mật khẩu chưa đúng");
  await visitor.look("wrong-password");
  story.step("after five wrong tries the account waits");
  for (let tries = 0; tries < 5; tries += 1) await visitor.signIn("không phải mật khẩu");
  await visitor.sees("Đã nhập sai nhiều lần. Hãy chờ");
  await visitor.look("locked-out");
  story.step("the right password waits as well");
  await visitor.signIn();
  await visitor.sees("Đã nhập sai nhiều lần. Hãy chờ");
};

export default [{ name: "door", tell }];
