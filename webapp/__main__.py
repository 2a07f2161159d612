"""The site's own command, `vejviser`; in a checkout `python -m webapp`. What `flask --app webapp` does, it does too."""

from flask.cli import FlaskGroup

from webapp import create_app
from webapp.serving.serve import serve

main = FlaskGroup(
    name="vejviser",
    create_app=create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Serve the site, assess people, keep the law and the words.",
)
main.add_command(serve)

if __name__ == "__main__":
    main(prog_name="vejviser")
